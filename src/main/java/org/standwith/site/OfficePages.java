package org.standwith.site;

import java.time.Clock;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.standwith.ledger.Income;
import org.standwith.payments.DamagedEvent;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.Backlog;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffMember;

/** What staff see first, and the webhooks that wait for them. */
@Controller
@RequestMapping("/office")
class OfficePages {

    private final Replays replays;
    private final AuditTrail audit;
    private final Income income;
    private final List<Backlog> backlogs;
    private final Clock booksClock;

    OfficePages(
            Replays replays,
            AuditTrail audit,
            Income income,
            List<Backlog> backlogs,
            Clock clock,
            SiteProperties site) {
        this.backlogs = backlogs;
        this.replays = replays;
        this.audit = audit;
        this.income = income;
        this.booksClock = clock.withZone(site.organisation().zone());
    }

    @GetMapping
    String home(@AuthenticationPrincipal StaffMember me, Model model) {
        if (me.may(Scope.REPORTS_READ)) {
            model.addAttribute("income", IncomeView.of(income, YearMonth.now(booksClock)));
            model.addAttribute("backlogs", Backlogs.waiting(backlogs));
        }
        if (me.may(Scope.AUDIT_READ)) {
            model.addAttribute("latest", audit.latest(8));
        }
        return "office/home";
    }

    @GetMapping("/damaged-events")
    String damagedEvents(Model model) {
        model.addAttribute("events", replays.parked());
        return "office/damaged-events";
    }

    @PostMapping("/damaged-events/{id}/replay")
    String replay(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        DamagedEvent event = replays.replay(id, me);
        next.addFlashAttribute(
                "done", event.eventId() + " is back in the inbox. It comes back here if it fails again.");
        return "redirect:/office/damaged-events";
    }
}
