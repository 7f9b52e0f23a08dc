package org.standwith.contributions.web;

import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import org.standwith.pages.Words;
import org.standwith.risk.Notice;

/**
 * What everybody reads before they fill in anything, the same whoever they are.
 *
 * @param version under which it is acknowledged
 * @param reviewed the day on which counsel looked at it last, as the reader's language writes it
 */
record NoticeView(
        String version,
        String reviewed,
        List<String> consequences,
        long inactiveDays,
        long unpaidDays,
        long paymentDays) {

    static NoticeView of(Notice notice, Keeping keeping, Words words) {
        return new NoticeView(
                notice.version(),
                DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(words.language())
                        .format(notice.reviewed()),
                notice.consequences(),
                keeping.inactive().toDays(),
                keeping.unpaid().toDays(),
                keeping.payments().disputes().toDays());
    }
}
