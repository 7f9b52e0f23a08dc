package org.standwith.payments;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;

/**
 * What we call a provider's ids. An id leads to a person at the provider, so facts, links and the journal know its alias, a
 * keyed index: equal ids have equal aliases, for ever, and nobody gets from one to the other without the key. The id itself
 * lies sealed beside its alias as long as somebody may have to ask about it.
 */
@Component
class Aliases {

    /** Begins an alias, and no provider's id. */
    private static final String MARK = "~";

    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    /** @param originals the id of each alias that is new to us or not */
    record Hidden(List<Fact> facts, Map<String, String> originals) {}

    private final BlindIndexes indexes;
    private final Seals seals;
    private final JdbcClient jdbc;

    Aliases(BlindIndexes indexes, Seals seals, JdbcClient jdbc) {
        this.indexes = indexes;
        this.seals = seals;
        this.jdbc = jdbc;
    }

    /** Of an alias the same. */
    String of(Provider provider, String ref) {
        return ref.startsWith(MARK)
                ? ref
                : MARK
                        + TEXT.encodeToString(indexes.of(
                                Purpose.PROVIDER_ID,
                                (provider.name() + " " + ref).getBytes(StandardCharsets.UTF_8)));
    }

    /** The same facts with aliases for ids. Payouts are the organisation's own, and keep theirs. */
    Hidden hide(Collection<? extends Fact> facts) {
        Map<String, String> originals = new HashMap<>();
        List<Fact> hidden = new ArrayList<>();
        facts.forEach(fact -> hidden.add(new Disguise(fact.provider(), originals).of(fact)));
        return new Hidden(hidden, originals);
    }

    byte[] seal(Provider provider, String alias, String original) {
        return seals.seal(
                Compartment.PROVIDER_ID, provider.name() + " " + alias, original.getBytes(StandardCharsets.UTF_8));
    }

    /** The id to ask the provider about; nothing where it is no longer kept. */
    Optional<String> reveal(Provider provider, String ref) {
        if (!ref.startsWith(MARK)) {
            return Optional.of(ref);
        }
        return jdbc.sql("select sealed from reference where provider = ? and ref = ? and sealed is not null")
                .params(provider.name(), ref)
                .query((row, number) -> row.getBytes(1))
                .optional()
                .flatMap(sealed -> seals.open(Compartment.PROVIDER_ID, provider.name() + " " + ref, sealed))
                .map(original -> new String(original, StandardCharsets.UTF_8));
    }

    private final class Disguise {

        private final Provider provider;
        private final Map<String, String> originals;

        Disguise(Provider provider, Map<String, String> originals) {
            this.provider = provider;
            this.originals = originals;
        }

        private String hide(String ref) {
            String alias = Aliases.this.of(provider, ref);
            if (!alias.equals(ref)) {
                originals.put(alias, ref);
            }
            return alias;
        }

        private Fact of(Fact fact) {
            return switch (fact) {
                case Fact.Linked f -> new Fact.Linked(provider, hide(f.ref()), hide(f.to()));
                case Fact.PaymentSucceeded f ->
                    new Fact.PaymentSucceeded(provider, hide(f.payment()), f.amount(), f.at());
                case Fact.PaymentFailed f -> new Fact.PaymentFailed(provider, hide(f.payment()), f.reason(), f.at());
                case Fact.PaymentPending f -> new Fact.PaymentPending(provider, hide(f.payment()), f.at());
                case Fact.CollectionFailed f ->
                    new Fact.CollectionFailed(provider, hide(f.invoice()), f.attempt(), f.nextAttempt(), f.at());
                case Fact.Settled f ->
                    new Fact.Settled(
                            provider,
                            hide(f.transaction()),
                            hide(f.payment()),
                            f.original(),
                            f.settled(),
                            f.fee(),
                            f.at());
                case Fact.RefundMade f ->
                    new Fact.RefundMade(provider, hide(f.refund()), hide(f.payment()), f.amount(), f.at());
                case Fact.RefundFailed f ->
                    new Fact.RefundFailed(provider, hide(f.refund()), hide(f.payment()), f.amount(), f.at());
                case Fact.DisputeOpened f ->
                    new Fact.DisputeOpened(provider, hide(f.dispute()), hide(f.payment()), f.amount(), f.at());
                case Fact.DisputeWithdrawn f ->
                    new Fact.DisputeWithdrawn(
                            provider,
                            hide(f.transaction()),
                            hide(f.payment()),
                            f.original(),
                            f.settled(),
                            f.fee(),
                            f.at());
                case Fact.DisputeReinstated f ->
                    new Fact.DisputeReinstated(
                            provider,
                            hide(f.transaction()),
                            hide(f.payment()),
                            f.original(),
                            f.settled(),
                            f.fee(),
                            f.at());
                case Fact.DisputeClosed f ->
                    new Fact.DisputeClosed(provider, hide(f.dispute()), hide(f.payment()), f.won(), f.at());
                case Fact.SubscriptionSeen f ->
                    new Fact.SubscriptionSeen(
                            provider,
                            hide(f.subscription()),
                            f.standing(),
                            f.source(),
                            f.amount(),
                            f.cadence(),
                            f.paidUntil(),
                            f.endsAt(),
                            f.resumesAt(),
                            f.at());
                case Fact.CheckoutApproved f -> new Fact.CheckoutApproved(provider, hide(f.checkout()), f.at());
                case Fact.CheckoutExpired f -> new Fact.CheckoutExpired(provider, hide(f.checkout()), f.at());
                case Fact.PayoutSent f -> f;
                case Fact.PayoutFailed f -> f;
            };
        }
    }
}
