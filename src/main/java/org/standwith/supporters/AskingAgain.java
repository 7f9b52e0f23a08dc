package org.standwith.supporters;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.standwith.problem.Problem;
import org.standwith.reminders.ReminderRequest;
import org.standwith.reminders.ReminderRequests;
import org.standwith.risk.Signal;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Sensitive;

/** Whoever stops may want to be asked again, by a letter to the address that they have left. */
@Service
public class AskingAgain {

    /** In so many months. */
    public static final List<String> AHEAD = List.of("P3M", "P6M", "P9M");

    private final Dossiers dossiers;
    private final ReminderRequests requests;
    private final Acting acting;

    AskingAgain(Dossiers dossiers, ReminderRequests requests, Acting acting) {
        this.dossiers = dossiers;
        this.requests = requests;
        this.acting = acting;
    }

    /** Whether there is an address to write to, and anything to write with. */
    public boolean isOffered(SignedIn who) {
        return requests.areTaken() && address(who).isPresent();
    }

    /**
     * Asks by a letter whether they really want it, as anybody is asked.
     *
     * @param ahead one of {@link #AHEAD}
     * @throws Problem where there is no address, or no letter is sent to it
     */
    public void ask(SignedIn who, UUID contribution, String ahead, Locale locale, Collection<Signal> visitor) {
        if (!AHEAD.contains(ahead)) {
            throw Problem.invalid("in", "One of " + String.join(", ", AHEAD) + ".");
        }
        EmailAddress address = address(who)
                .orElseThrow(
                        () -> new Problem(Problem.Kind.CONFLICT, "no-address", "There is no address to write to."));
        acting.note(who, "supporter.reminder", "contribution " + contribution, ahead);
        requests.ask(
                new ReminderRequest(
                        Sensitive.of(address.reveal()),
                        ahead,
                        null,
                        null,
                        locale.toLanguageTag(),
                        null,
                        null,
                        "account"),
                visitor);
    }

    private Optional<EmailAddress> address(SignedIn who) {
        return dossiers.open(who.supporters()).values().stream()
                .flatMap(dossier -> Stream.ofNullable(dossier.email()))
                .findFirst();
    }
}
