package org.standwith.contributions;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.standwith.payments.Fact;
import org.standwith.payments.Fact.PaymentSucceeded;
import org.standwith.payments.FactListener.News;

/** Tells of money that was taken for what had ended. */
@Component
class AfterEnd {

    private final ApplicationEventPublisher events;

    AfterEnd(ApplicationEventPublisher events) {
        this.events = events;
    }

    /**
     * Only what these news have brought to light: the history without them tells what was told before. Nobody else can bring
     * the same to light, because the contribution is locked, and facts only ever add to what is known to be too late.
     *
     * @param facts those that the history is made of: of what has ended all, those in the news included
     */
    void tell(Contribution contribution, History history, Collection<Fact> facts, News news) {
        if (history.afterEnd().isEmpty()) {
            return;
        }
        Set<String> now = Stream.concat(news.fresh().stream(), news.linked().stream())
                .map(each -> each.fact().key())
                .collect(Collectors.toSet());
        List<Fact> before =
                facts.stream().filter(each -> !now.contains(each.key())).toList();
        Set<PaymentSucceeded> told =
                new HashSet<>(History.fold(contribution.cadence(), contribution.createdAt(), before)
                        .afterEnd());
        history.afterEnd().stream()
                .filter(paid -> !told.contains(paid))
                .forEach(paid -> events.publishEvent(new ChargedAfterCancel(
                        paid.provider(), paid.payment(), contribution.id(), paid.amount(), paid.at())));
    }
}
