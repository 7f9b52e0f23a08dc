package org.standwith.contributions;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.money.Cadence;
import org.standwith.payments.Fact;
import org.standwith.payments.Provider;

/** What a supporter undertakes to give. How it stands follows from facts alone; the row repeats it for look-ups. */
@Entity
class Contribution {

    /** As long as its checkout, at the provider, can be paid. */
    private static final Duration PAYABLE = Duration.ofDays(1);

    @Id
    @JdbcTypeCode(SqlTypes.CHAR)
    private UUID id;

    /** Whose it is, {@linkplain Owners sealed}. */
    private byte[] owner;

    private String provider;

    /** As it was undertaken. */
    @Enumerated(EnumType.STRING)
    private Cadence cadence;

    /** What it turned to; null where it never did. */
    @Enumerated(EnumType.STRING)
    private @Nullable Cadence cadenceNow;

    private @Nullable Instant cadenceSince;

    private String currency;
    private long amountMinor;
    private boolean coversFees;
    private @Nullable String campaign;
    private Instant createdAt;

    /** The simple name of a {@link State}. */
    @Column(name = "state")
    private String stateName;

    private Instant stateSince;
    private @Nullable Instant stateUntil;

    /** The time of the latest fact that this state follows from; null where it is not known. */
    private @Nullable Instant heardUntil;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected Contribution() {}

    Contribution(UUID id, byte[] owner, Provider provider, Wanted wanted, Instant createdAt) {
        this(id, owner, provider, wanted.cadence(), wanted.total(), createdAt);
        this.coversFees = wanted.coverFees();
        this.campaign = wanted.campaign();
    }

    /** @param total what is taken each time */
    @SuppressWarnings("NullAway.Init") // the state is set by become()
    Contribution(UUID id, byte[] owner, Provider provider, Cadence cadence, Money total, Instant createdAt) {
        this.id = id;
        this.owner = owner;
        this.provider = provider.name();
        this.cadence = cadence;
        this.currency = total.getCurrencyUnit().getCode();
        this.amountMinor = total.getAmountMinorLong();
        this.createdAt = createdAt;
        show(new State.Pending(createdAt));
    }

    /** Takes the state that all facts about it make. */
    History become(Collection<Fact> facts) {
        return take(History.fold(cadence, createdAt, facts), facts);
    }

    /**
     * Takes the state that these facts make together with those before, without looking at those: the same as
     * {@link #become} would of all. Nothing where that cannot be known, because one of them is not later than all before.
     */
    Optional<History> goOn(Collection<Fact> fresh) {
        Instant known = heardUntil;
        return known == null || !fresh.stream().allMatch(fact -> fact.at().isAfter(known))
                ? Optional.empty()
                : State.shown(stateName, stateSince, stateUntil)
                        .map(state -> take(History.goOn(cadence(), state, fresh), fresh));
    }

    private History take(History history, Collection<Fact> facts) {
        show(history.state());
        history.amount().ifPresent(now -> {
            currency = now.getCurrencyUnit().getCode();
            amountMinor = now.getAmountMinorLong();
        });
        history.turn().ifPresent(turn -> {
            cadenceNow = turn.cadence();
            cadenceSince = turn.since();
        });
        heardUntil = facts.stream()
                .filter(History::matters)
                // A row keeps microseconds: what is lost must not make a fact later than it is.
                .map(fact -> fact.at().plusNanos(999).truncatedTo(ChronoUnit.MICROS))
                .max(Instant::compareTo)
                .orElse(heardUntil);
        return history;
    }

    private void show(State state) {
        stateName = state.getClass().getSimpleName();
        stateSince = state.since();
        stateUntil = state.until();
    }

    UUID id() {
        return id;
    }

    /** Whose it is; nothing where they were erased and that is known. */
    Optional<UUID> owner(Owners owners) {
        return owners.open(id, owner);
    }

    Provider provider() {
        return new Provider(provider);
    }

    Cadence cadence() {
        return cadenceNow != null ? cadenceNow : cadence;
    }

    /** As it was undertaken: facts are taken from there. */
    Cadence firstCadence() {
        return cadence;
    }

    /** Whether it has had the cadence of today at that time already. */
    boolean hadCadenceAt(Instant at) {
        return cadenceSince == null || !at.isBefore(cadenceSince);
    }

    Money amount() {
        return Money.ofMinor(CurrencyUnit.of(currency), amountMinor);
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean coversFees() {
        return coversFees;
    }

    Optional<String> campaign() {
        return Optional.ofNullable(campaign);
    }

    /** Whether its supporter did their part and the money has not come yet. */
    boolean isAwaited() {
        return stateName.equals("Waiting");
    }

    /** How it stands: the simple name of a {@link State}. */
    String stateName() {
        return stateName;
    }

    Instant since() {
        return stateSince;
    }

    @Nullable
    Instant until() {
        return stateUntil;
    }

    /** Of what is overdue: when the payment was due that is, as far as that is known. */
    @Nullable
    Instant missed() {
        return stateName.equals("PastDue") ? stateSince : stateUntil;
    }

    /** How it stands at this moment, for its supporter. */
    Giving.Standing standing(Instant now) {
        return isUnpaid() && !goesOn(now)
                ? Giving.Standing.EXPIRED
                : State.shown(stateName, stateSince, stateUntil)
                        .map(state -> state.standing(now))
                        .orElse(wasNeverPaid() ? Giving.Standing.EXPIRED : Giving.Standing.ENDED);
    }

    /** Whether money may still come of it, or is being asked for, or what it paid for is still to come. */
    boolean goesOn(Instant now) {
        return switch (stateName) {
            case "Waiting", "Active", "PastDue", "Paused" -> true;
            // The provider tells of the end as well, but that may be lost.
            case "Ending" -> now.isBefore(over());
            case "Pending", "Declined" -> now.isBefore(createdAt.plus(PAYABLE));
            case "Expired", "Given", "Ended" -> false;
            default -> throw new IllegalStateException("No state is called " + stateName);
        };
    }

    /** Whether its provider has said that it is over, or never began. */
    boolean hasEnded() {
        return switch (stateName) {
            case "Expired", "Given", "Ended" -> true;
            case "Pending", "Waiting", "Declined", "Active", "PastDue", "Paused", "Ending" -> false;
            default -> throw new IllegalStateException("No state is called " + stateName);
        };
    }

    /** When it ended, if it goes on no longer. */
    Instant over() {
        return stateName.equals("Ending") && stateUntil != null ? stateUntil : stateSince;
    }

    /** Whether it ended, if it ended, without any payment. */
    boolean wasNeverPaid() {
        return isUnpaid() || stateName.equals("Expired");
    }

    /** Whether nobody has agreed to pay it yet. */
    boolean isUnpaid() {
        return stateName.equals("Pending") || stateName.equals("Declined");
    }

    /** The checkout that made it, as outsiders see it. */
    Checkout.Status checkoutStatus() {
        return switch (stateName) {
            case "Pending", "Waiting" -> Checkout.Status.PENDING;
            case "Declined" -> Checkout.Status.DECLINED;
            case "Expired" -> Checkout.Status.EXPIRED;
            case "Given", "Active", "PastDue", "Paused", "Ending", "Ended" -> Checkout.Status.SUCCEEDED;
            default -> throw new IllegalStateException("No state is called " + stateName);
        };
    }
}
