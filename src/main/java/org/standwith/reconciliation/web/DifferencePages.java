package org.standwith.reconciliation.web;

import java.time.Clock;
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
import org.standwith.problem.Problem;
import org.standwith.reconciliation.Differences;
import org.standwith.reconciliation.Resolving;
import org.standwith.staff.StaffMember;

/** One discrepancy, and what staff do about it. */
@Controller
@RequestMapping("/office/discrepancies")
class DifferencePages {

    private final Differences differences;
    private final Clock clock;

    DifferencePages(Differences differences, Clock clock) {
        this.differences = differences;
        this.clock = clock;
    }

    @GetMapping
    String resolved(Model model) {
        model.addAttribute("resolved", DifferenceView.of(differences.resolved(), clock.instant()));
        return "reconciliation/resolved";
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, Model model) {
        model.addAttribute("difference", DifferenceView.of(differences.find(id), clock.instant()));
        return "reconciliation/discrepancy";
    }

    @PostMapping("/{id}/take")
    String take(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        differences.take(id, me);
        next.addFlashAttribute("done", "It is yours to explain.");
        return "redirect:/office/discrepancies/" + id;
    }

    /** @param correct there where an entry is to be posted as well */
    @PostMapping("/{id}/resolve")
    String resolve(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String note,
            @RequestParam(required = false) @Nullable String correct,
            @AuthenticationPrincipal StaffMember me,
            RedirectAttributes next) {
        try {
            next.addFlashAttribute(
                    "done", told(differences.resolve(id, note == null ? "" : note, correct != null, me)));
        } catch (Problem problem) {
            if (problem.kind() != Problem.Kind.INVALID) {
                throw problem;
            }
            next.addFlashAttribute("refused", problem.getMessage());
            next.addFlashAttribute("draft", note);
        }
        return "redirect:/office/discrepancies/" + id;
    }

    private static String told(Resolving resolving) {
        return switch (resolving) {
            case Resolving.Resolved resolved ->
                resolved.corrected() ? "It is resolved, and the books are corrected." : "It is resolved.";
            case Resolving.ResolvedBefore before -> "It was resolved before.";
        };
    }
}
