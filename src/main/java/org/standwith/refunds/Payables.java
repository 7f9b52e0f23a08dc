package org.standwith.refunds;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.contributions.Undertakings;
import org.standwith.contributions.Undertakings.Undertaking;
import org.standwith.money.Cadence;
import org.standwith.payments.Door;
import org.standwith.payments.PaymentProvider;
import org.standwith.payments.Payments;
import org.standwith.payments.Provider;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;

/** Payments of which something can go back, by the ids that staff read at the provider. */
@Service
public class Payables {

    /**
     * A payment, and nobody who made it.
     *
     * @param payment the name under which we know it
     * @param left what is neither given back nor about to be
     * @param cadence of the contribution; null where it is not known to which one it belongs
     * @param goesOn whether more money may still come of that contribution
     * @param disputed whether a bank contests it, so that nothing can be given back
     */
    public record Payable(
            Provider provider,
            String payment,
            Money paid,
            Money left,
            Instant at,
            @Nullable Cadence cadence,
            boolean goesOn,
            boolean disputed) {

        /** Whether there is something that could be ended with it. */
        public boolean recurs() {
            return goesOn && cadence != null && cadence.recurs();
        }
    }

    private final Payments payments;
    private final Providers providers;
    private final Door door;
    private final Undertakings undertakings;
    private final RefundRows rows;

    Payables(Payments payments, Providers providers, Door door, Undertakings undertakings, RefundRows rows) {
        this.payments = payments;
        this.providers = providers;
        this.door = door;
        this.undertakings = undertakings;
        this.rows = rows;
    }

    /**
     * Looks a payment up, as it stands now.
     *
     * @param payment the provider's id of it
     * @throws Problem naming the field that leads to none
     */
    @Transactional(readOnly = true)
    public Payable find(@Nullable String provider, @Nullable String payment) {
        List<Problem.Field> wrong = new ArrayList<>();
        PaymentProvider known = Wish.provider(provider, providers, wrong);
        String id = Wish.payment(payment, wrong);
        if (known == null || id == null) {
            throw Problem.invalid(wrong);
        }
        return payments.find(known.provider(), id)
                .flatMap(name -> of(known.provider(), name))
                .orElseThrow(Refunds::noSuchPayment);
    }

    /** The payment of a refund; nothing where its provider's facts do not tell of it any more. */
    @Transactional(readOnly = true)
    public Optional<Payable> of(Refund refund) {
        return of(refund.provider(), refund.payment());
    }

    private Optional<Payable> of(Provider provider, String name) {
        Undertaking undertaking =
                door.ownerOf(provider, name).flatMap(undertakings::of).orElse(null);
        return Standing.of(payments.factsOf(provider, name), rows.of(provider, name))
                .map(standing -> new Payable(
                        provider,
                        name,
                        standing.paid().amount(),
                        standing.left(),
                        standing.paid().at(),
                        undertaking == null ? null : undertaking.cadence(),
                        undertaking != null && undertaking.goesOn(),
                        standing.isDisputed()));
    }
}
