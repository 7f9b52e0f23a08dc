package org.standwith.site;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.standwith.contributions.Unsettled;
import org.standwith.payments.DamagedEvents;
import org.standwith.payments.Payments;
import org.standwith.staff.Backlog;

/** What waits for staff, of all modules. */
@Configuration(proxyBeanMethods = false)
class Backlogs {

    /** One of them, as a page shows it. */
    record Waiting(String what, long count, String page) {}

    static List<Waiting> waiting(List<Backlog> backlogs) {
        return backlogs.stream()
                .map(each -> new Waiting(each.what(), each.waiting().getAsLong(), each.page()))
                .filter(each -> each.count() > 0)
                .toList();
    }

    @Bean
    @Order(3)
    Backlog damagedEvents(DamagedEvents damaged) {
        return new Backlog("Damaged events", "/office/damaged-events", damaged::count);
    }

    @Bean
    @Order(4)
    Backlog unsettledContributions(Unsettled unsettled) {
        return new Backlog("Unsettled contributions", "/office/unsettled", unsettled::count);
    }

    @Bean
    @Order(5)
    Backlog moneyOfUnknownOrigin(Payments payments) {
        return new Backlog("Payments in suspense", "/office/unsettled", payments::countUnowned);
    }
}
