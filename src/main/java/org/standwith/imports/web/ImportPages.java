package org.standwith.imports.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
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
import org.standwith.imports.Import;
import org.standwith.imports.Imports;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.reconciliation.PeriodWords;
import org.standwith.staff.StaffMember;

/** Imports as staff see them: tried first, then done. */
@Controller
@RequestMapping("/office/imports")
class ImportPages {

    private final Imports imports;
    private final Providers providers;
    private final PeriodWords periods;
    private final Clock clock;

    ImportPages(Imports imports, Providers providers, PeriodWords periods, Clock clock) {
        this.imports = imports;
        this.providers = providers;
        this.periods = periods;
        this.clock = clock;
    }

    @GetMapping
    String show(Model model) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        model.addAttribute("imports", imports.latest());
        model.addAttribute("providers", providers.names());
        model.addAttribute("periods", periods);
        model.addAttribute("today", today);
        model.addAttribute("yearAgo", today.minusYears(1));
        return "imports/overview";
    }

    /** Always a dry one: what it finds is looked at before it is taken. */
    @PostMapping
    String tryOut(
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @AuthenticationPrincipal StaffMember me,
            RedirectAttributes next) {
        try {
            return "redirect:/office/imports/"
                    + imports.start(provider, from, to, true, me).id();
        } catch (Problem problem) {
            next.addFlashAttribute("refused", problem.fields());
            next.addFlashAttribute("askedProvider", provider);
            next.addFlashAttribute("askedFrom", from);
            next.addFlashAttribute("askedTo", to);
            return "redirect:/office/imports";
        }
    }

    /** Does what this dry run has tried. */
    @PostMapping("/{id}/carry-out")
    String carryOut(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        Import tried = imports.find(id);
        try {
            Import run = imports.start(
                    tried.provider().name(),
                    tried.period().from().toString(),
                    tried.period().to().toString(),
                    false,
                    me);
            return "redirect:/office/imports/" + run.id();
        } catch (Problem problem) {
            next.addFlashAttribute("refused", List.of(String.valueOf(problem.getMessage())));
            return "redirect:/office/imports/" + id;
        }
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Model model) {
        Import run = imports.find(id);
        model.addAttribute("run", run);
        model.addAttribute("periods", periods);
        model.addAttribute("lines", imports.report(run).lines());
        model.addAttribute("reconciliations", imports.reconciliations(run));
        return "imports/import";
    }
}
