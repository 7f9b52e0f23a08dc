package org.standwith.reconciliation.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.reconciliation.Differences;
import org.standwith.reconciliation.PeriodWords;
import org.standwith.reconciliation.Reconciliations;
import org.standwith.reconciliation.Run;
import org.standwith.staff.StaffMember;

/** Reconciliation as staff see it: what differs, what was compared, and what has been paid out. */
@Controller
@RequestMapping("/office/reconciliation")
class ReconciliationPages {

    /** On one page; the oldest come first. */
    private static final int MOST = 200;

    private final Reconciliations reconciliations;
    private final Differences differences;
    private final Providers providers;
    private final PeriodWords periods;
    private final Clock clock;

    ReconciliationPages(
            Reconciliations reconciliations,
            Differences differences,
            Providers providers,
            PeriodWords periods,
            Clock clock) {
        this.reconciliations = reconciliations;
        this.differences = differences;
        this.providers = providers;
        this.periods = periods;
        this.clock = clock;
    }

    @GetMapping
    String show(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        model.addAttribute("open", DifferenceView.of(differences.open(MOST), clock.instant()));
        model.addAttribute("more", Math.max(0, differences.countOpen() - MOST));
        model.addAttribute("runs", reconciliations.latest());
        model.addAttribute("providers", providers.names());
        model.addAttribute("periods", periods);
        model.addAttribute("today", today);
        model.addAttribute("yesterday", today.minusDays(1));
        model.addAttribute("weekAgo", today.minusWeeks(1));
        return "reconciliation/overview";
    }

    @PostMapping
    String start(
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @AuthenticationPrincipal StaffMember me,
            RedirectAttributes next) {
        try {
            return "redirect:/office/reconciliation/"
                    + reconciliations.start(provider, from, to, me).id();
        } catch (Problem problem) {
            next.addFlashAttribute("refused", problem.fields());
            next.addFlashAttribute("askedProvider", provider);
            next.addFlashAttribute("askedFrom", from);
            next.addFlashAttribute("askedTo", to);
            return "redirect:/office/reconciliation";
        }
    }

    @GetMapping("/{id}")
    String run(@PathVariable UUID id, Model model) {
        Run run = reconciliations.run(id);
        model.addAttribute("run", run);
        model.addAttribute("periods", periods);
        model.addAttribute("differences", DifferenceView.of(reconciliations.discrepancies(run), clock.instant()));
        return "reconciliation/run";
    }

    @GetMapping("/payouts")
    String payouts(Model model) {
        model.addAttribute("payouts", reconciliations.payouts());
        return "reconciliation/payouts";
    }
}
