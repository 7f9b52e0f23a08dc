package org.standwith.supporters.web;

import java.util.ArrayList;
import java.util.List;
import org.standwith.contributions.Alteration;
import org.standwith.contributions.Forecast;
import org.standwith.contributions.Forecast.Charge;
import org.standwith.pages.Words;

/** What a wish would lead to, in sentences. */
final class Outlook {

    private Outlook() {}

    static List<String> of(Alteration wish, Forecast forecast, Words words, Days days) {
        List<String> told = new ArrayList<>();
        Charge next = forecast.next();
        Charge then = forecast.then();
        if (forecast.ends() != null) {
            told.add(words.text("outlook.end." + wish.kind(), words.date(days.of(forecast.ends()))));
        }
        if (wish instanceof Alteration.ToCadence) {
            told.add(words.text("outlook.nothing-now"));
        }
        if (forecast.missed() != null) {
            told.add(words.text("outlook.missed", words.text(forecast.missed())));
        }
        if (forecast.pausedUntil() != null && next != null) {
            told.add(words.text("outlook.left-out", words.date(days.of(next.at()))));
        }
        if (then != null && next != null) {
            told.add(words.text("outlook.fixed", charge(next, words), words.date(days.of(next.at()))));
            told.add(words.text("outlook.then." + then.cadence(), charge(then, words), words.date(days.of(then.at()))));
        } else if (next != null) {
            told.add(words.text("outlook.next." + next.cadence(), charge(next, words), words.date(days.of(next.at()))));
        }
        return told;
    }

    private static String charge(Charge charge, Words words) {
        return words.text(charge.amount());
    }
}
