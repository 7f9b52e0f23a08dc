package standwith.sandbox.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Due;
import standwith.sandbox.Truth.Movement;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account at a provider, with what people and banks do to every kind of it.
 *
 * @param <R> the provider's records
 */
public abstract class Account<R extends Shelf> {

    protected final R records;
    protected final Tariff tariff;
    protected final Faults faults = new Faults();

    private final ReentrantLock lock;
    private final Silence silence = new Silence();

    protected Account(ReentrantLock lock, R records, Tariff tariff) {
        this.lock = lock;
        this.records = records;
        this.tariff = tariff;
    }

    /** The bank's late answer. */
    public abstract void answer(String payment, boolean yes);

    public abstract void cancel(String subscription);

    /**
     * @param amount in minor units; null for all that is left
     * @return the refund's id
     */
    public abstract String refund(String payment, @Nullable Long amount);

    /** @return the dispute's id */
    public abstract String dispute(String payment);

    public abstract void winDispute(String dispute);

    public abstract void loseDispute(String dispute);

    /** Pays out all that is available of the currency.
     * @return the payout's id */
    public abstract String payOut(String currency);

    /** The bank sends it back. */
    public abstract void failPayout(String payout);

    /** The provider takes something for the account itself. */
    public abstract void chargeAccount(String currency, long amount);

    /** The provider holds back so much of what is on the account; a negative amount lets go of it. */
    public abstract void reserve(String currency, long amount);

    public abstract List<Movement> movements();

    /** What is on the account, in minor units by currency in lower case; money on its way to it included. */
    public abstract Map<String, Long> held();

    public abstract Overview overview();

    /** To be called under the lock. */
    public abstract Optional<Due> nextDue();

    public final void failNextRenewal(String subscription) {
        failRenewals(subscription, 1);
    }

    /** The next attempts to collect money are declined: the renewal itself, then its retries. */
    public final void failRenewals(String subscription, int attempts) {
        with("subscription", subscription, known -> known.put("_declines", attempts));
    }

    /** What the provider takes of a payment in this currency; at Stripe it is the one that is settled in. */
    public final void fee(String currency, long basisPoints, long fixedMinor) {
        run(() -> tariff.fee(currency, new Tariff.Fee(basisPoints, fixedMinor)));
    }

    /** From now on everything is exchanged to US dollars before it is booked. */
    public final void settleInDollars(boolean wanted) {
        run(() -> tariff.allInDollars(wanted));
    }

    /** The next calls of the API are answered with this status (429, 500, 503…) and do nothing. */
    public final void refuseCalls(int calls, int status) {
        run(() -> faults.refuse(calls, status));
    }

    /** The next calls of the API do what they should, and are answered with 500 all the same. */
    public final void loseAnswers(int answers) {
        run(() -> faults.lose(answers));
    }

    /** The next calls of the API do what they should and get no answer until {@link #speak}, or for a minute. */
    public final void keepSilent(int calls) {
        silence.keep(calls);
    }

    public final void speak() {
        silence.end();
    }

    /** A call of the API, which others need not wait for where it gets no answer. */
    protected final Answer answered(Supplier<Answer> call) {
        Answer answer = locked(call);
        silence.await();
        return answer;
    }

    protected final void with(String type, String id, Consumer<ObjectNode> action) {
        run(() -> action.accept(records.get(type, id)));
    }

    protected final void run(Runnable action) {
        locked(() -> {
            action.run();
            return lock;
        });
    }

    protected final <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            T result = action.get();
            records.changed();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
