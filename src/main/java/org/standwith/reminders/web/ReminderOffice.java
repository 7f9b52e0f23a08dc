package org.standwith.reminders.web;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.standwith.reminders.Overview;
import org.standwith.staff.StaffMember;

/** What is due when, what came of it, and the way to stop everything. */
@Controller
@RequestMapping("/office/reminders")
class ReminderOffice {

    private final Overview overview;

    ReminderOffice(Overview overview) {
        this.overview = overview;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("stopped", overview.isStopped());
        model.addAttribute("due", overview.due());
        model.addAttribute("lines", overview.lines());
        return "reminders/office";
    }

    @PostMapping
    String stop(@RequestParam boolean stop, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        overview.stop(stop, me);
        next.addFlashAttribute(
                "done",
                stop
                        ? "Nothing more is sent. What is with the mail server already cannot be called back."
                        : "Sending goes on. What came due meanwhile follows, unless it is more than 14 days late.");
        return "redirect:/office/reminders";
    }
}
