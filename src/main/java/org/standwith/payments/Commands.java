package org.standwith.payments;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.stereotype.Component;

/**
 * What we tell a provider to do, about things by the names under which we know them. What it answers is in the books when
 * these return.
 */
@Component
public class Commands {

    private static final String FORGOTTEN = "we no longer know its id";

    private final Providers providers;
    private final Aliases aliases;
    private final Completions completions;

    Commands(Providers providers, Aliases aliases, Completions completions) {
        this.providers = providers;
        this.aliases = aliases;
        this.completions = completions;
    }

    /** Asks for all that is known of it: {@link PaymentProvider#ask}. */
    public Inquiry ask(Provider name, String ref) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, ref).orElse(null);
        return provider == null || id == null ? new Inquiry.Unknown(FORGOTTEN) : completions.ask(provider, id);
    }

    /** Asks who contests a payment: {@link PaymentProvider#contests}. Of one whose id we no longer know, nothing is said. */
    public Inquiry contests(Provider name, String payment) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, payment).orElse(null);
        Inquiry inquiry = provider == null || id == null ? new Inquiry.Answered(List.of()) : provider.contests(id);
        if (inquiry instanceof Inquiry.Answered answer) {
            completions.admit(answer.facts());
        }
        return inquiry;
    }

    /** Ends what goes on, and lets go of what is only reserved: whichever of the two this is. */
    public Ending end(Provider name, String ref) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, ref).orElse(null);
        if (provider == null || id == null) {
            return new Ending.Refused(FORGOTTEN);
        }
        Ending ending = provider.isLasting(id) ? provider.end(id) : provider.release(id);
        if (ending instanceof Ending.Ended ended) {
            completions.admit(ended.facts());
        }
        return ending;
    }

    /** Changes what goes on: {@link PaymentProvider#change}. */
    public Changing change(Provider name, String ref, Change change, URI back, String idempotencyKey) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, ref).orElse(null);
        return provider == null || id == null
                ? new Changing.Refused(FORGOTTEN)
                : admitted(provider.change(id, change, back, idempotencyKey));
    }

    /** Where another card is given: {@link PaymentProvider#mend}. */
    public Mending mend(Provider name, String ref, URI back, URI cancel, Locale locale, String idempotencyKey) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, ref).orElse(null);
        return provider == null || id == null
                ? new Mending.Refused(FORGOTTEN)
                : provider.mend(id, back, cancel, locale, idempotencyKey);
    }

    /**
     * Takes over a card that was given: {@link PaymentProvider#mended}.
     *
     * @param checkout the provider's own id
     */
    public Changing mended(Provider name, String ref, String checkout, String idempotencyKey) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, ref).orElse(null);
        return provider == null || id == null
                ? new Changing.Refused(FORGOTTEN)
                : admitted(provider.mended(id, checkout, idempotencyKey));
    }

    private Changing admitted(Changing changing) {
        switch (changing) {
            case Changing.Changed changed -> completions.admit(changed.facts());
            case Changing.Forbidden forbidden -> completions.admit(forbidden.facts());
            case Changing.ToBeAgreed agree -> {}
            case Changing.Refused refused -> {}
            case Changing.Unknown unknown -> {}
        }
        return changing;
    }

    /** Gives money back: {@link PaymentProvider#refund}. */
    public Refunding refund(Provider name, String payment, Money amount, String idempotencyKey) {
        PaymentProvider provider = named(name).orElse(null);
        String id = original(name, payment).orElse(null);
        if (provider == null || id == null) {
            return new Refunding.Refused(FORGOTTEN);
        }
        Refunding refunding = provider.refund(id, amount, idempotencyKey);
        if (refunding instanceof Refunding.Made made) {
            completions.admit(made.facts());
        }
        return refunding;
    }

    /** The provider's own ids of these, to be kept sealed by whoever has to ask about them after they are forgotten here. */
    public List<String> originals(Provider name, List<String> refs) {
        return refs.stream().flatMap(ref -> original(name, ref).stream()).toList();
    }

    /** @param id the provider's own: {@link PaymentProvider#forget} */
    public Forgetting forget(Provider name, String id) {
        return named(name)
                .map(provider -> provider.forget(id))
                .orElseGet(() -> new Forgetting.Unknown("not configured"));
    }

    private Optional<PaymentProvider> named(Provider name) {
        return providers.named(name.name());
    }

    private Optional<String> original(Provider name, String ref) {
        return aliases.reveal(name, ref);
    }
}
