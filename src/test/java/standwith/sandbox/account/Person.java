package standwith.sandbox.account;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An invented payer. The application is told all this and must not keep it. */
public record Person(
        String name,
        String email,
        String street,
        String city,
        String postalCode,
        String country,
        String brand,
        String last4) {

    private static final List<Person> ALL = List.of(
            new Person(
                    "Rosalind Testerly",
                    "rosalind.testerly@mail.example",
                    "7 Placeholder Lane",
                    "Sampleton",
                    "00501",
                    "US",
                    "visa",
                    "4242"),
            new Person(
                    "Ottilie Beispiel",
                    "ottilie.beispiel@post.example",
                    "Musterweg 12",
                    "Musterstadt",
                    "12345",
                    "DE",
                    "mastercard",
                    "4444"),
            new Person(
                    "Ambrose Fakenham",
                    "ambrose.fakenham@mail.example",
                    "3 Nowhere Row",
                    "Little Dummying",
                    "ZZ99 3WZ",
                    "GB",
                    "visa",
                    "5556"),
            new Person(
                    "Zdenka Vzorová",
                    "zdenka.vzorova@posta.example",
                    "Vzorová 1",
                    "Vzorovany",
                    "900 00",
                    "SK",
                    "visa",
                    "3220"),
            new Person(
                    "Hyacinthe Exemple",
                    "hyacinthe.exemple@courrier.example",
                    "9 rue de l'Exemple",
                    "Exempleville",
                    "99999",
                    "FR",
                    "amex",
                    "0005"));

    /** Those whom a test brought along, by what they pay. Ids are random: one table serves every sandbox of a JVM. */
    private static final Map<String, Person> GUESTS = new ConcurrentHashMap<>();

    /** The same person for the same key, so that a subscription stays with its payer. */
    public static Person of(String key) {
        Person guest = GUESTS.get(key);
        return guest == null ? ALL.get(Math.floorMod(key.hashCode(), ALL.size())) : guest;
    }

    /** From now on it is this person who pays the session, order or subscription; to be said before it is approved. */
    public void pays(String key) {
        GUESTS.put(key, this);
    }

    /** Whoever was brought along for the one is there for the other, too. */
    public static void same(String known, String other) {
        Person guest = GUESTS.get(known);
        if (guest != null) {
            GUESTS.put(other, guest);
        }
    }
}
