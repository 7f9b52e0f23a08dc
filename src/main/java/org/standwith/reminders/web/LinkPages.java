package org.standwith.reminders.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.reminders.Leaving;
import org.standwith.reminders.Reminders;
import org.standwith.reminders.Reminders.Shown;
import org.standwith.reminders.Rhythm;
import org.standwith.reminders.Schedule;
import org.standwith.vault.Secret;

/**
 * Where the links in the letters lead. Looking changes nothing, since programs that look at mail follow links; a button, or one
 * request of a mail program, does.
 */
@Controller
@RequestMapping("/remind")
class LinkPages {

    private static final String TOKEN = "token";

    private final Reminders reminders;
    private final Leaving leaving;
    private final MessageSource messages;
    private final Clock clock;

    LinkPages(Reminders reminders, Leaving leaving, MessageSource messages, Clock clock) {
        this.reminders = reminders;
        this.leaving = leaving;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/confirm")
    ModelAndView confirm(@RequestParam(defaultValue = "") String token, Locale locale) {
        Secret secret = Secret.read(token).orElse(null);
        if (secret != null && reminders.find(secret).isPresent()) {
            return change(secret, "", locale);
        }
        return secret == null
                ? over()
                : reminders
                        .pending(secret)
                        .map(schedule -> page("reminders/confirm", "confirm", token)
                                .addObject("when", told(schedule, schedule.due(), locale)))
                        .orElseGet(LinkPages::over);
    }

    @PostMapping("/confirm")
    ModelAndView confirmed(@RequestParam(defaultValue = "") String token, Locale locale) {
        return Secret.read(token)
                .filter(reminders::confirm)
                .map(secret -> change(secret, "CONFIRMED", locale))
                .orElseGet(LinkPages::over);
    }

    @GetMapping("/change")
    ModelAndView change(@RequestParam(defaultValue = "") String token, Locale locale) {
        return Secret.read(token).map(secret -> change(secret, "", locale)).orElseGet(LinkPages::over);
    }

    @PostMapping("/change")
    ModelAndView changed(
            @RequestParam(defaultValue = "") String token, @ModelAttribute ReminderForm form, Locale locale) {
        Secret secret = Secret.read(token).orElse(null);
        if (secret == null) {
            return over();
        }
        Words words = new Words(messages, locale);
        try {
            return reminders.move(secret, form.request(words.language().toLanguageTag()))
                    ? change(secret, "MOVED", locale)
                    : over();
        } catch (Problem problem) {
            ModelAndView page = change(secret, "", locale);
            if (page.getStatus() == null) {
                page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
                page.addObject("mistakes", RemindPages.mistakes(problem, words))
                        .addObject("chosen", form.when())
                        .addObject("day", form.day());
            }
            return page;
        }
    }

    @PostMapping("/erase")
    ModelAndView erased(@RequestParam(defaultValue = "") String token) {
        Secret.read(token).ifPresent(reminders::erase);
        return new ModelAndView("reminders/erased");
    }

    @GetMapping("/leave")
    ModelAndView leave(@RequestParam(defaultValue = "") String token) {
        return leaving.isOurs(token) ? page("reminders/leave", "leave", token) : incomplete();
    }

    @PostMapping("/leave")
    ModelAndView left(@RequestParam(defaultValue = "") String token) {
        return leaving.leave(token) ? page("reminders/left", "leave", token) : incomplete();
    }

    @PostMapping("/return")
    ModelAndView cameBack(@RequestParam(defaultValue = "") String token) {
        return leaving.comeBack(token) ? page("reminders/back", "leave", token) : incomplete();
    }

    private ModelAndView change(Secret secret, String told, Locale locale) {
        Shown shown = reminders.find(secret).orElse(null);
        if (shown == null) {
            return over();
        }
        Rhythm rhythm = shown.schedule().rhythm();
        return page("reminders/change", "change", secret.reveal())
                .addObject("told", told)
                .addObject("mistakes", Map.of())
                .addObject("when", shown.next() == null ? null : told(shown.schedule(), shown.next(), locale))
                .addObject("chosen", rhythm == null ? "P3M" : rhythm.name())
                .addObject("choices", Choices.of(new Words(messages, locale), clock));
    }

    private String told(Schedule schedule, Instant next, Locale locale) {
        Words words = new Words(messages, locale);
        String day = words.date(LocalDate.ofInstant(next, schedule.zone()));
        return schedule.rhythm() == null
                ? words.text("remind.when.once", day)
                : words.text("remind.when." + schedule.rhythm(), day);
    }

    /** @param here where the other language leads as well */
    private static ModelAndView page(String name, String here, String token) {
        return new ModelAndView(name)
                .addObject(TOKEN, token)
                .addObject("elsewise", "/remind/" + here + "?" + TOKEN + "=" + token + "&locale=");
    }

    private static ModelAndView over() {
        return new ModelAndView("reminders/over", HttpStatus.NOT_FOUND);
    }

    private static ModelAndView incomplete() {
        return new ModelAndView("reminders/incomplete", HttpStatus.NOT_FOUND);
    }
}
