package org.standwith.reminders;

import jakarta.validation.Validator;
import jakarta.validation.constraints.Email;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.standwith.commits.SharedCommit;
import org.standwith.mail.Outbox;
import org.standwith.problem.Problem;
import org.standwith.problem.Problem.Field;
import org.standwith.risk.Handling;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.Signal;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.Sensitive;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes wishes to be reminded. What becomes of one depends on whether the address is known here, and so it is found out later:
 * whoever asks gets the same answer after the same work.
 */
@Service
public class ReminderRequests {

    /** The type of the problem that no letter is sent to whoever asks. */
    public static final String NO_LETTERS = "no-letters";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final int LONGEST_LANGUAGE_TAG = 35;

    private static final int MOST_AT_ONCE = 256;

    private record Arrival(UUID id, Instant at, Request request) {}

    /** @param email as somebody wrote it */
    private record Written(@Email String email) {}

    private final Moments moments;
    private final RequestRows rows;
    private final Seals seals;
    private final RiskPolicy policy;
    private final Outbox outbox;
    private final Validator validator;
    private final Clock clock;
    private final JsonMapper json = JsonMapper.builder().build();

    /** After an appeal many ask at the same moment: they share a commit. */
    private final SharedCommit<Arrival> arriving = new SharedCommit<>("reminder-requests", MOST_AT_ONCE, this::insert);

    ReminderRequests(
            Moments moments,
            RequestRows rows,
            Seals seals,
            RiskPolicy policy,
            Outbox outbox,
            Validator validator,
            Clock clock) {
        this.moments = moments;
        this.rows = rows;
        this.seals = seals;
        this.policy = policy;
        this.outbox = outbox;
        this.validator = validator;
        this.clock = clock;
    }

    /** Whether anybody can be written to at all. */
    public boolean areTaken() {
        return outbox.isOpen();
    }

    /**
     * Durable when this returns. Whoever reads the mailbox is asked then whether it was them.
     *
     * @param visitor what is known of whoever asks, besides what they say; used in memory only
     * @throws Problem naming each field that is not acceptable, or that nobody is written to like this; nothing is kept then
     */
    public void ask(ReminderRequest request, Collection<Signal> visitor) {
        if (!areTaken()) {
            throw new Problem(Problem.Kind.UNAVAILABLE, "no-mail", "No mail is sent from here yet.");
        }
        List<Field> wrong = new ArrayList<>();
        Schedule schedule = moments.read(request, wrong).orElse(null);
        EmailAddress email = email(request.email(), wrong).orElse(null);
        Locale locale = locale(request.locale(), wrong);
        String campaign = name("campaign", request.campaign(), wrong);
        String component = name("component", request.component(), wrong);
        if (schedule == null || email == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        Wish wish = new Wish(
                email.reveal(),
                locale.toLanguageTag(),
                schedule.first(),
                schedule.rhythm(),
                schedule.zone().getId(),
                request.timeZone() != null,
                campaign,
                component,
                null,
                null);
        requireLetters(wish, visitor);
        keep(new Request(wish, null, true));
    }

    /** Ends what goes to this mailbox, or lets it begin again; done within seconds. */
    void refuse(byte[] mailbox, boolean stay) {
        keep(new Request(null, HexFormat.of().formatHex(mailbox), stay));
    }

    private void keep(Request request) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("What was taken stays, whatever is rolled back");
        }
        arriving.write(new Arrival(UUID.randomUUID(), clock.instant(), request));
    }

    private void insert(List<Arrival> some) {
        rows.add(some.stream()
                .map(each -> new RequestRows.New(each.id(), each.at(), sealed(each)))
                .toList());
    }

    private byte[] sealed(Arrival arrival) {
        return seals.seal(Compartment.WISH, arrival.id().toString(), json.writeValueAsBytes(arrival.request()));
    }

    /** Nothing where its key is gone by now. */
    Optional<Request> open(UUID id, byte[] sealed) {
        return seals.open(Compartment.WISH, id.toString(), sealed).map(plain -> json.readValue(plain, Request.class));
    }

    private void requireLetters(Wish wish, Collection<Signal> visitor) {
        Set<Signal> all = new HashSet<>(visitor);
        all.addAll(wish.signals());
        Handling handling = policy.decide(all);
        if (!handling.mayBeMailed()) {
            throw new Problem(
                    Problem.Kind.FORBIDDEN,
                    NO_LETTERS,
                    "No letter is sent here, since it might be read by others. An entry in one's own calendar does as"
                            + " well.",
                    List.of(new Field("email", "Left out: nothing was kept.")));
        }
    }

    private Optional<EmailAddress> email(@Nullable Sensitive<String> text, List<Field> wrong) {
        Optional<EmailAddress> email = Optional.ofNullable(text)
                .map(Sensitive::reveal)
                .filter(each -> validator
                        .validateValue(Written.class, "email", each.strip())
                        .isEmpty())
                .flatMap(EmailAddress::read);
        if (email.isEmpty()) {
            wrong.add(new Field("email", "An e-mail address, as in name@example.org."));
        }
        return email;
    }

    private static Locale locale(@Nullable String tag, List<Field> wrong) {
        try {
            Locale locale = tag == null
                    ? Locale.ENGLISH
                    : new Locale.Builder().setLanguageTag(tag).build();
            if (locale.toLanguageTag().length() <= LONGEST_LANGUAGE_TAG) {
                return locale;
            }
        } catch (IllformedLocaleException e) {
            // told below
        }
        wrong.add(new Field("locale", "A language tag, as in en or ru-RU."));
        return Locale.ENGLISH;
    }

    private static String name(String field, @Nullable String text, List<Field> wrong) {
        if (text != null && !NAME.matcher(text).matches()) {
            wrong.add(new Field(field, "At most 64 letters, digits, dots, dashes and underscores."));
        }
        return text == null ? "" : text;
    }
}
