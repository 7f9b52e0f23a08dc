package org.standwith.payments;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.standwith.payments.SetUpCheck.Standing;
import org.standwith.vault.Quarantine;

/** Whether the accounts at the providers are set as they have to be: asked there, and changed by people alone. */
@Component
public class SetUp {

    private static final Logger log = LoggerFactory.getLogger(SetUp.class);

    private final Providers providers;
    private final Quarantine quarantine;
    private final URI baseUrl;
    private final boolean atTheStart;

    SetUp(
            Providers providers,
            Quarantine quarantine,
            @Value("${standwith.base-url}") URI baseUrl,
            @Value("${standwith.set-up.check-at-start:${standwith.tasks.run:true}}") boolean atTheStart) {
        this.providers = providers;
        this.quarantine = quarantine;
        this.baseUrl = baseUrl;
        this.atTheStart = atTheStart;
    }

    /** Asks every provider, in the order in which pages offer them. Takes as long as they do. */
    public Map<Provider, List<SetUpCheck>> check() {
        Map<Provider, List<SetUpCheck>> all = new LinkedHashMap<>();
        for (PaymentProvider each : providers.all()) {
            all.put(each.provider(), each.setUp(webhookOf(each.provider())));
        }
        return all;
    }

    private URI webhookOf(Provider provider) {
        String base = baseUrl.toString().replaceFirst("/$", "");
        return URI.create(base + "/webhooks/" + provider.name().toLowerCase(Locale.ROOT));
    }

    /** On the nodes that carry out tasks, and beside the start, which no provider may hold up. */
    @EventListener(ApplicationReadyEvent.class)
    void tellAtTheStart() {
        if (atTheStart) {
            Thread.ofVirtual().name("set-up").start(() -> {
                try {
                    quarantine.await();
                    tell();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } catch (RuntimeException e) {
                    log.atError().setCause(e).log("How the accounts are set was not looked into");
                }
            });
        }
    }

    /** What is wrong at each provider, or could not be asked; nothing of what a provider never tells. */
    void tell() {
        for (PaymentProvider each : providers.all()) {
            try {
                tell(each.provider(), each.setUp(webhookOf(each.provider())));
            } catch (RuntimeException e) {
                log.atWarn()
                        .addKeyValue("provider", each.provider().name())
                        .setCause(e)
                        .log("How the account is set could not be read");
            }
        }
    }

    private static void tell(Provider provider, List<SetUpCheck> checks) {
        String wrong = checks.stream()
                .filter(each -> each.standing() == Standing.WRONG)
                .map(SetUpCheck::matter)
                .collect(Collectors.joining(", "));
        int unanswered = (int) checks.stream()
                .filter(each -> each.standing() == Standing.NOT_ANSWERED)
                .count();
        if (!wrong.isEmpty()) {
            log.atWarn()
                    .addKeyValue("provider", provider.name())
                    .addKeyValue("reason", wrong)
                    .log("The account is set as it must not be: see /office/set-up");
        }
        if (unanswered > 0) {
            log.atWarn()
                    .addKeyValue("provider", provider.name())
                    .addKeyValue("count", unanswered)
                    .log("Not everything could be asked of how the account is set: see /office/set-up");
        }
        if (wrong.isEmpty() && unanswered == 0) {
            log.atInfo()
                    .addKeyValue("provider", provider.name())
                    .log("Nothing that is known of the account is set wrong");
        }
    }
}
