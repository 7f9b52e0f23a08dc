package org.standwith.reminders;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VAlarm;
import biweekly.component.VEvent;
import biweekly.parameter.Related;
import biweekly.property.DateStart;
import biweekly.property.Trigger;
import biweekly.util.DateTimeComponents;
import biweekly.util.Duration;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.standwith.problem.Problem;

/**
 * Entries for somebody's own calendar, for whoever must not or would rather not leave an address: made on the spot and kept
 * nowhere. Nothing in one says where it is from.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5545">RFC 5545, iCalendar</a>
 */
@Service
public class CalendarEntries {

    private static final int LONGEST_TITLE = 100;

    /** By the hour of the day. */
    private static final int AT = 10;

    private final Moments moments;
    private final Clock clock;

    CalendarEntries(Moments moments, Clock clock) {
        this.moments = moments;
        this.clock = clock;
    }

    /**
     * @param title in the visitor's own words
     * @param when of which the time alone counts
     * @throws Problem when the time or the title is not acceptable
     */
    public byte[] entry(String title, ReminderRequest when) {
        List<Problem.Field> wrong = new ArrayList<>();
        String name = title.replaceAll("\\p{Cntrl}+", " ").strip();
        if (name.isEmpty() || name.length() > LONGEST_TITLE) {
            wrong.add(new Problem.Field("title", "From 1 to " + LONGEST_TITLE + " characters."));
        }
        Schedule schedule = moments.read(when, wrong).orElse(null);
        if (schedule == null || !wrong.isEmpty()) {
            throw Problem.invalid(wrong);
        }
        ICalendar calendar = new ICalendar();
        calendar.setProductId("-//Calendar//EN");
        calendar.addEvent(event(name, schedule));
        return Biweekly.write(calendar).go().getBytes(StandardCharsets.UTF_8);
    }

    private VEvent event(String title, Schedule schedule) {
        LocalDate day = schedule.first();
        VEvent event = new VEvent();
        event.setUid(UUID.randomUUID().toString());
        event.setDateTimeStamp(Date.from(clock.instant()));
        event.setDateStart(new DateStart(
                new ICalDate(new DateTimeComponents(day.getYear(), day.getMonthValue(), day.getDayOfMonth()), false)));
        event.setSummary(title);
        if (schedule.rhythm() != null) {
            event.setRecurrenceRule(new Recurrence.Builder(Frequency.MONTHLY)
                    .interval(schedule.rhythm().months())
                    .build());
        }
        event.addAlarm(VAlarm.display(new Trigger(Duration.builder().hours(AT).build(), Related.START), title));
        return event;
    }
}
