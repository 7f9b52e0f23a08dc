package org.standwith.canary;

import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.standwith.journeys.Stage;
import standwith.sandbox.account.Account;
import standwith.sandbox.account.Overview;

/** What happens to contributions later: renewals, kept and failed, refunds, disputes, and the end. */
final class Aftermath implements Turn {

    @Override
    public void happen(Stage stage, List<Visitor> visitors) {
        for (Account<?> account :
                List.of(stage.sandbox().stripe(), stage.sandbox().paypal())) {
            account.overview().subscriptions().stream()
                    .filter(Overview.Subscription::live)
                    .limit(4)
                    .forEach(subscription -> account.failNextRenewal(subscription.id()));
        }
        stage.sandbox().advance(Period.ofMonths(1).plusDays(6));
        stage.settle();
        for (Account<?> account :
                List.of(stage.sandbox().stripe(), stage.sandbox().paypal())) {
            List<String> payments = account.overview().payments().stream()
                    .filter(Overview.Payment::open)
                    .map(Overview.Payment::id)
                    .limit(8)
                    .toList();
            payments.subList(0, 2).forEach(payment -> account.refund(payment, null));
            payments.subList(2, 4).forEach(payment -> account.refund(payment, 100L));
            account.winDispute(account.dispute(payments.get(4)));
            account.loseDispute(account.dispute(payments.get(5)));
            account.dispute(payments.get(6));
        }
        stage.settle();
        for (Account<?> account :
                List.of(stage.sandbox().stripe(), stage.sandbox().paypal())) {
            live(account, "month").forEach(account::cancel);
        }
        stage.settle();
        stage.sandbox().advance(Duration.ofDays(340));
        stage.settle();
    }

    private static List<String> live(Account<?> account, String interval) {
        Stream<Overview.Subscription> all = account.overview().subscriptions().stream();
        return all.filter(each -> each.live() && each.interval().contains(interval))
                .map(Overview.Subscription::id)
                .toList();
    }
}
