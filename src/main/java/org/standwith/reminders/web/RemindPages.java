package org.standwith.reminders.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Spoken;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.reminders.CalendarEntries;
import org.standwith.reminders.ReminderRequests;
import org.standwith.risk.Flows;
import org.standwith.risk.Handling;
import org.standwith.risk.RiskPolicy;
import org.standwith.risk.VisitorSignals;

/** Where somebody asks to be reminded, by a letter or by their own calendar. What is said to them is the same for every address. */
@Controller
class RemindPages {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final ReminderRequests requests;
    private final CalendarEntries entries;
    private final RiskPolicy policy;
    private final VisitorSignals visitors;
    private final MessageSource messages;
    private final Clock clock;

    RemindPages(
            ReminderRequests requests,
            CalendarEntries entries,
            RiskPolicy policy,
            VisitorSignals visitors,
            MessageSource messages,
            Clock clock) {
        this.requests = requests;
        this.entries = entries;
        this.policy = policy;
        this.visitors = visitors;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/remind")
    ModelAndView show(@RequestParam @Nullable String campaign, HttpServletRequest request, Locale locale) {
        Handling handling = policy.decide(visitors.of(request));
        if (handling.flows().reminders() == Flows.Reminders.NONE) {
            return new ModelAndView(new Elsewhere(URI.create(Spoken.with(request, "/other-ways", ""))));
        }
        return form(ReminderForm.empty(campaign), handling.mayBeMailed(), Map.of(), HttpStatus.OK, locale);
    }

    @PostMapping("/remind")
    ModelAndView ask(@ModelAttribute ReminderForm form, HttpServletRequest request, Locale locale) {
        Words words = new Words(messages, locale);
        try {
            requests.ask(form.request(words.language().toLanguageTag()), visitors.of(request));
            return new ModelAndView("reminders/asked");
        } catch (Problem problem) {
            return switch (problem.kind()) {
                case INVALID -> form(form, true, mistakes(problem, words), HttpStatus.UNPROCESSABLE_CONTENT, locale);
                case FORBIDDEN ->
                    form(
                            form,
                            false,
                            Map.of("email", words.text("remind.error.no-letters")),
                            HttpStatus.FORBIDDEN,
                            locale);
                case UNAVAILABLE -> form(form, false, Map.of(), HttpStatus.SERVICE_UNAVAILABLE, locale);
                case MALFORMED, UNAUTHENTICATED, NOT_FOUND, CONFLICT, TOO_LARGE, TOO_MANY -> throw problem;
            };
        }
    }

    /** Made of what was sent, and kept nowhere; neither its name nor its content says where it is from. */
    @PostMapping("/remind/calendar")
    Object calendar(@ModelAttribute ReminderForm form, HttpServletRequest request, Locale locale) {
        Words words = new Words(messages, locale);
        try {
            byte[] entry = entries.entry(
                    Objects.requireNonNullElse(form.title(), ""),
                    form.request(words.language().toLanguageTag()));
            return ResponseEntity.ok()
                    .contentType(CALENDAR)
                    .cacheControl(CacheControl.noStore())
                    .header(
                            "Content-Disposition",
                            ContentDisposition.attachment()
                                    .filename("event.ics")
                                    .build()
                                    .toString())
                    .body(entry);
        } catch (Problem problem) {
            boolean mailed = policy.decide(visitors.of(request)).mayBeMailed();
            return form(form, mailed, mistakes(problem, words), HttpStatus.UNPROCESSABLE_CONTENT, locale);
        }
    }

    private ModelAndView form(
            ReminderForm form, boolean mailed, Map<String, String> mistakes, HttpStatus status, Locale locale) {
        return new ModelAndView("reminders/remind", status)
                .addObject("form", form)
                .addObject("mailed", mailed && requests.areTaken())
                .addObject("mistakes", mistakes)
                .addObject("choices", Choices.of(new Words(messages, locale), clock));
    }

    /** By the part of the form, in the order in which they stand there. */
    static Map<String, String> mistakes(Problem problem, Words words) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        for (String part : List.of("email", "title", "when", "timeZone")) {
            if (problem.fields().stream().anyMatch(field -> part.equals(part(field.name())))) {
                mistakes.put(part, words.text("remind.error." + part));
            }
        }
        return mistakes;
    }

    private static String part(String field) {
        return switch (field) {
            case "email", "timeZone", "title" -> field;
            default -> "when";
        };
    }
}
