package org.standwith.contributions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.payments.Door;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.Fact.SubscriptionSeen;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;

/**
 * What comes up with contributions that their supporters may have to be told of, and to whom that is. Whether and what they are
 * told, the caller decides.
 */
@Service
public class Occasions {

    private final Contributions contributions;
    private final Appointments appointments;
    private final Intents intents;
    private final Withdrawals withdrawals;
    private final Owners owners;
    private final Dossiers dossiers;
    private final Door door;
    private final JdbcClient jdbc;
    private final Clock clock;

    Occasions(
            Contributions contributions,
            Appointments appointments,
            Intents intents,
            Withdrawals withdrawals,
            Owners owners,
            Dossiers dossiers,
            Door door,
            JdbcClient jdbc,
            Clock clock) {
        this.contributions = contributions;
        this.appointments = appointments;
        this.intents = intents;
        this.withdrawals = withdrawals;
        this.owners = owners;
        this.dossiers = dossiers;
        this.door = door;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What is paid annually and falls due later than the one and not later than the other, the earliest first.
     *
     * @param after the last of those before; null to begin
     * @param most so many at a time
     */
    @Transactional(readOnly = true)
    public List<Occasion> renewals(Instant from, Instant to, @Nullable Occasion after, int most) {
        return page(
                "select id, annual_until from contribution where annual_until > :from and annual_until <= :to"
                        + " and (annual_until > :at or annual_until = :at and id > :id) order by annual_until, id",
                from,
                to,
                after,
                most);
    }

    /**
     * What providers have told that they could not collect, and is overdue since that time or longer, the longest first. What
     * merely nobody has heard of is not here: that is not known to have failed.
     *
     * @param after the last of those before; null to begin
     * @param most so many at a time
     */
    @Transactional(readOnly = true)
    public List<Occasion> failures(Instant to, @Nullable Occasion after, int most) {
        return page(
                "select id, state_since from contribution where state = 'PastDue' and state_since >= :from"
                        + " and state_since <= :to and (state_since > :at or state_since = :at and id > :id)"
                        + " order by state_since, id",
                LocalDateTime.of(1970, 1, 1, 0, 0).toInstant(ZoneOffset.UTC),
                to,
                after,
                most);
    }

    private List<Occasion> page(String sql, Instant from, Instant to, @Nullable Occasion after, int most) {
        return jdbc.sql(sql + " limit :most")
                .param("from", at(from))
                .param("to", at(to))
                .param("at", at(after == null ? from : after.at()))
                .param("id", after == null ? "" : after.contribution().toString())
                .param("most", most)
                .query(Occasions::occasion)
                .list();
    }

    /** Those of these that providers could not collect by what is known now, and since when. */
    @Transactional(readOnly = true)
    public Map<UUID, Instant> overdue(Collection<UUID> some) {
        Map<UUID, Instant> overdue = new HashMap<>();
        if (!some.isEmpty()) {
            jdbc.sql("select id, state_since from contribution where id in (:some) and state = 'PastDue'")
                    .param("some", some.stream().map(UUID::toString).toList())
                    .query(Occasions::occasion)
                    .list()
                    .forEach(each -> overdue.put(each.contribution(), each.at()));
        }
        return overdue;
    }

    /** Locks it until the commit, so that it stands as it is told for as long; nothing where there is none. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Optional<Addressee> lock(UUID contribution) {
        return contributions.lock(List.of(contribution.toString())).stream()
                .findFirst()
                .map(this::addressee);
    }

    /** What else is given by whoever is written to there, locked as well; nothing where no address is kept. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> lockOthers(UUID contribution, Addressee to) {
        EmailAddress address = to.address();
        if (address == null) {
            return Set.of();
        }
        Set<UUID> others = dossiers.open(dossiers.withEmail(address)).values().stream()
                .flatMap(each -> each.contributions().stream())
                .filter(each -> !each.equals(contribution))
                .collect(Collectors.toSet());
        if (!others.isEmpty()) {
            contributions.lock(others.stream().map(UUID::toString).toList());
        }
        return others;
    }

    private Addressee addressee(Contribution contribution) {
        UUID id = contribution.id();
        Instant now = clock.instant();
        List<Fact> facts = door.factsOf(List.of(id)).getOrDefault(id, List.of());
        Appointment appointment = appointments.of(List.of(id)).get(id);
        Optional<Dossier> dossier = contribution
                .owner(owners)
                .filter(any -> !withdrawals.isUnderWay(id))
                .flatMap(dossiers::open);
        return new Addressee(
                contribution.cadence(),
                Situations.standing(contribution, appointment, now),
                Situations.until(contribution, appointment, now),
                lastPaid(facts),
                endWanted(id, facts),
                dossier.map(Dossier::email).orElse(null),
                Locale.forLanguageTag(dossier.map(Dossier::locale).orElse("en")));
    }

    /** To the provider an end that we wanted by ourselves is one that was wanted. */
    private boolean endWanted(UUID contribution, List<Fact> facts) {
        List<Kind> asked = intents.all(List.of(contribution)).stream()
                .filter(each -> each.refusal() == null)
                .map(each -> each.wish().kind())
                .toList();
        boolean here = asked.contains(Kind.END) || asked.contains(Kind.END_WITH_PERIOD);
        boolean there = facts.stream()
                .anyMatch(fact -> fact instanceof SubscriptionSeen seen && seen.end() == SubscriptionSeen.End.WANTED);
        return here || there && !asked.contains(Kind.LAPSE);
    }

    private static @Nullable Instant lastPaid(List<Fact> facts) {
        return facts.stream()
                .filter(PaymentSucceeded.class::isInstance)
                .map(Fact::at)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Occasion occasion(ResultSet row, int number) throws SQLException {
        return new Occasion(
                UUID.fromString(row.getString(1)),
                row.getObject(2, LocalDateTime.class).toInstant(ZoneOffset.UTC));
    }

    private static LocalDateTime at(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
