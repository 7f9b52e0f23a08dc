package org.standwith.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Clearing;
import org.standwith.money.Cadence;
import standwith.sandbox.Sandbox;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.account.Account;

/** Time at a provider, in which people pay and what else happens to money happens, and what its events tell of it. */
public final class SandboxYear {

    private static final List<String> CURRENCIES = List.of("USD", "EUR", "GBP");

    private final Map<String, Fact.Movement> told = new LinkedHashMap<>();
    private final List<StatementLine> lines = new ArrayList<>();
    private final Sandbox sandbox;
    private final PaymentProvider provider;
    private final Account<?> account;
    private final SandboxDesk desk;
    private final Random chance;
    private final Instant began;
    private Instant ended;

    /** @param adapter to one of the providers that the sandbox is */
    public SandboxYear(long seed, Function<Sandbox, PaymentProvider> adapter) {
        chance = new Random(seed);
        sandbox = Running.SANDBOX;
        began = clock().instant();
        ended = began;
        provider = adapter.apply(sandbox);
        boolean stripe = provider.provider().name().equals("STRIPE");
        account = stripe ? sandbox.stripe() : sandbox.paypal();
        desk = new SandboxDesk(sandbox, provider, Running.APPLICATION);
    }

    /** One sandbox for all: to start it takes longer than a year in it. */
    private static final class Running {

        private static final HttpServer APPLICATION = SandboxDesk.application();
        private static final Sandbox SANDBOX = SandboxDesk.sandboxBeside(APPLICATION);
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public PaymentProvider provider() {
        return provider;
    }

    public Clock clock() {
        return sandbox.clock();
    }

    /** Somebody pays. Nothing is known of the payment here: it is found at the provider. */
    public void give(Cadence cadence, Money amount) {
        desk.give(cadence, amount);
    }

    /**
     * Months, in each of which some give, some take back, and the provider does what it does.
     *
     * @param more what happens each month that only this provider knows
     */
    public void pass(int months, Consumer<Random> more) {
        give(Cadence.MONTHLY, Money.parse("USD 5.00"));
        give(Cadence.MONTHLY, Money.parse("EUR 7.50"));
        give(Cadence.ANNUAL, Money.parse("GBP 60.00"));
        for (int month = 0; month < months; month++) {
            account.settleInDollars(month % 3 == 2);
            for (int i = 0; i < 4; i++) {
                give(Cadence.ONCE, Money.ofMinor(currency(), 1000 + chance.nextInt(9000)));
            }
            take(Period.ofDays(4));
            List<String> open = open();
            account.refund(open.get(0), null);
            account.refund(open.get(1), 1L + chance.nextInt(500));
            String won = account.dispute(open.get(2));
            String lost = account.dispute(open.get(3));
            take(Period.ofDays(3));
            account.winDispute(won);
            account.loseDispute(lost);
            account.chargeAccount("usd", 100 + month);
            account.reserve("usd", 30);
            take(Period.ofDays(3));
            account.reserve("usd", -30);
            more.accept(chance);
            take(Period.ofMonths(1).minusDays(10));
        }
        // What is due at its very end is over by then.
        sandbox.advance(Duration.ofHours(1));
        desk.heard();
        ended = clock().instant().minusSeconds(30);
    }

    private CurrencyUnit currency() {
        return CurrencyUnit.of(CURRENCIES.get(chance.nextInt(CURRENCIES.size())));
    }

    /** Payments of which something is left, the newest first. */
    public List<String> open() {
        return account.overview().payments().stream()
                .filter(payment -> payment.open() && payment.status().matches("succeeded|completed"))
                .map(payment -> payment.id())
                .toList();
    }

    private void take(Period time) {
        desk.heard();
        sandbox.advance(time);
        desk.heard();
    }

    /** Asks for all that was told of the time that has passed, by events and by the statement. */
    public void conclude() {
        desk.heard();
        for (Event event : desk.events()) {
            for (Fact fact : provider.facts(event)) {
                if (fact instanceof Fact.Movement moved) {
                    told.putIfAbsent(moved.key(), moved);
                }
            }
        }
        lines.addAll(ask());
    }

    /** What the events told of money, by key. */
    public Map<String, Fact.Movement> told() {
        return told;
    }

    /** What the statement tells of money, by key. */
    public Map<String, Fact.Movement> stated() {
        Map<String, Fact.Movement> stated = new LinkedHashMap<>();
        for (StatementLine line : lines) {
            line.tells()
                    .forEach(fact -> assertThat(stated.put(fact.key(), fact))
                            .as("told twice")
                            .isNull());
        }
        return stated;
    }

    public List<StatementLine> lines() {
        return lines;
    }

    /** All lines from the beginning until the end of what passed, as they come. */
    public List<StatementLine> ask() {
        var all = new org.standwith.payments.Period(began.minusSeconds(60), ended);
        List<StatementLine> found = new ArrayList<>();
        @Nullable String next = null;
        do {
            Statement statement = provider.statements().of(all, next);
            if (!(statement instanceof Statement.Page page)) {
                throw new IllegalStateException("No statement: " + statement);
            }
            found.addAll(page.lines());
            next = page.next();
        } while (next != null);
        return found;
    }

    /** All lines are of the books' mind about what they do to the balance. */
    public void linesAreSound() {
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(Clearing.effect(line.tells())).isEqualTo(Clearing.of(line.net())))
                .allSatisfy(line -> assertThat(line.standing()).isEqualTo(StatementLine.Standing.POSTED));
    }

    /**
     * How much of each kind the statement tells, and how much there was by the sandbox's own account.
     *
     * @param parts what has no line of its own
     */
    public void nothingIsMissing(Set<Kind> parts) {
        Map<Kind, Integer> stated = new TreeMap<>();
        stated().values().forEach(fact -> kind(fact).ifPresent(kind -> stated.merge(kind, 1, Integer::sum)));
        Map<Kind, Integer> moved = new TreeMap<>();
        account.movements().stream()
                .map(Truth.Movement::kind)
                .filter(kind -> !parts.contains(kind))
                .forEach(kind -> moved.merge(kind, 1, Integer::sum));

        assertThat(stated).isEqualTo(moved).containsKeys(Kind.REFUND, Kind.REINSTATED, Kind.PAYOUT_FAILED);
    }

    private static Optional<Kind> kind(Fact.Movement fact) {
        return switch (fact) {
            case Fact.PaymentSucceeded paid -> Optional.of(Kind.PAYMENT);
            case Fact.Settled settled -> Optional.empty();
            case Fact.RefundMade refund -> Optional.of(Kind.REFUND);
            case Fact.RefundFailed refund -> Optional.of(Kind.REFUND_FAILED);
            case Fact.DisputeWithdrawn taken ->
                Optional.of(taken.original().isZero() ? Kind.DISPUTE_FEE : Kind.DISPUTE);
            case Fact.DisputeReinstated back -> Optional.of(Kind.REINSTATED);
            case Fact.PayoutSent payout -> Optional.of(Kind.PAYOUT);
            case Fact.PayoutFailed payout -> Optional.of(Kind.PAYOUT_FAILED);
            case AccountFact.AccountCharged charge -> Optional.of(Kind.ACCOUNT_FEE);
            case AccountFact.Deposited deposit -> Optional.of(Kind.DEPOSIT);
            case AccountFact.Reserved reserved -> Optional.of(Kind.RESERVE);
            case AccountFact.Exchanged side -> Optional.of(Kind.EXCHANGE);
            case AccountFact.Adjusted unknown -> Optional.of(Kind.ADJUSTMENT);
        };
    }

    /** Of a line of every kind, whoever asks hears to whom it belongs. */
    public void everyKindIsExplained() {
        Map<String, StatementLine> kinds = new LinkedHashMap<>();
        lines.forEach(line -> kinds.put(line.tells().getFirst().getClass().getSimpleName(), line));

        assertThat(kinds.values())
                .hasSizeGreaterThan(8)
                .allSatisfy(line -> assertThat(provider.statements().explain(line))
                        .isInstanceOfSatisfying(Inquiry.Answered.class, answer -> {
                            assertThat(answer.facts()).containsAll(line.tells()).doesNotHaveDuplicates();
                            assertThat(line.tells()).allSatisfy(fact -> {
                                if (fact instanceof Fact.OfPayment of) {
                                    assertThat(answer.facts())
                                            .anyMatch(each -> each instanceof Fact.Linked link
                                                    && link.ref().equals(of.payment()));
                                }
                            });
                        }));
    }
}
