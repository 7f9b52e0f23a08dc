package standwith.sandbox.account;

import java.util.List;

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

    /** The same person for the same key, so that a subscription stays with its payer. */
    public static Person of(String key) {
        return ALL.get(Math.floorMod(key.hashCode(), ALL.size()));
    }
}
