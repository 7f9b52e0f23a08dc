package org.standwith.refunds;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PositiveOrZero;
import java.math.BigDecimal;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param approvalAbove by ISO 4217 code, in major units: how much of one payment a single person may give back. Of a currency
 *     that is not listed, nothing
 */
@Validated
@ConfigurationProperties("standwith.refunds")
record RefundProperties(@NotNull Map<String, @PositiveOrZero BigDecimal> approvalAbove) {

    /** Whether a second person has to agree when so much of one payment goes back. */
    boolean needsApproval(Money altogether) {
        BigDecimal alone = approvalAbove.get(altogether.getCurrencyUnit().getCode());
        return alone == null || altogether.getAmount().compareTo(alone) > 0;
    }
}
