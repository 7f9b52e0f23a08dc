package org.standwith.payments;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where providers' webhooks are taken in. */
@Component
public class Webhooks {

    private final Providers providers;
    private final Inbox inbox;
    private final InboxPoll poll;

    Webhooks(Providers providers, Inbox inbox, InboxPoll poll) {
        this.providers = providers;
        this.inbox = inbox;
        this.poll = poll;
    }

    /**
     * Checks a webhook and keeps it. When this returns {@link Reception.Genuine}, the event is committed.
     *
     * @param headers by lower-case name
     * @return nothing where no provider of this name is configured
     * @throws org.springframework.dao.DataAccessException when it could not be kept
     */
    public Optional<Reception> receive(String provider, byte[] body, Map<String, String> headers) {
        return providers.named(provider).map(each -> {
            Reception reception = each.receive(body, headers);
            if (reception instanceof Reception.Genuine genuine) {
                inbox.keep(genuine.event());
                poll.ring();
            }
            return reception;
        });
    }
}
