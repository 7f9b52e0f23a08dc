package org.standwith.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.standwith.reconciliation.Account.NOON;
import static org.standwith.reconciliation.Account.dollars;
import static org.standwith.reconciliation.Account.id;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.StandwithTest;
import org.standwith.contributions.ChargedAfterCancel;

/** Money that came for what had ended. */
@StandwithTest
class AfterCancelTest {

    @Test
    void itStandsAmongTheDifferencesOnceAndDoesNotGoAwayByItself(
            @Autowired ApplicationContext context,
            @Autowired ApplicationEventPublisher events,
            @Autowired TransactionTemplate transaction) {
        Account account = new Account(context);
        String one = id("");
        account.tell(account.paid(one, 500));
        account.line(account.paid(one, 500));
        ChargedAfterCancel charged =
                new ChargedAfterCancel(account.provider, "ch_" + one, UUID.randomUUID(), dollars(500), NOON);

        transaction.executeWithoutResult(status -> events.publishEvent(charged));
        transaction.executeWithoutResult(status -> events.publishEvent(charged));
        account.compared();

        assertThat(account.differences()).containsExactly("CHARGE_AFTER_CANCEL ch_" + one + " null USD 5.00");
    }
}
