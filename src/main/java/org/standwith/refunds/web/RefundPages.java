package org.standwith.refunds.web;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.payments.Providers;
import org.standwith.problem.Problem;
import org.standwith.refunds.Decisions;
import org.standwith.refunds.Payables;
import org.standwith.refunds.Refund;
import org.standwith.refunds.Refunds;
import org.standwith.staff.StaffMember;

/** Money that goes back: what is open, what is over, and asking for more. The id of a payment stands in no address. */
@Controller
@RequestMapping("/office/refunds")
class RefundPages {

    private static final int LATEST = 50;

    private final Refunds refunds;
    private final Decisions decisions;
    private final Payables payables;
    private final Providers providers;
    private final Clock clock;

    RefundPages(Refunds refunds, Decisions decisions, Payables payables, Providers providers, Clock clock) {
        this.refunds = refunds;
        this.decisions = decisions;
        this.payables = payables;
        this.providers = providers;
        this.clock = clock;
    }

    @GetMapping
    String list(Model model) {
        return list(RefundForm.empty(), model);
    }

    /** What is known of a payment, before anything is asked for. */
    @PostMapping("/payment")
    ModelAndView lookUp(RefundForm form, Model model) {
        try {
            model.addAttribute("payable", payables.find(form.provider(), form.payment()));
            return new ModelAndView(list(form, model), model.asMap());
        } catch (Problem problem) {
            return wrong(problem, form, model);
        }
    }

    @PostMapping
    ModelAndView ask(RefundForm form, @AuthenticationPrincipal StaffMember me, Model model) {
        try {
            Payables.Payable payable = payables.find(form.provider(), form.payment());
            model.addAttribute("payable", payable);
            Refund asked = refunds.ask(form.wish(payable.paid().getCurrencyUnit()), me, form.key());
            return new ModelAndView("redirect:/office/refunds/" + asked.id());
        } catch (Problem problem) {
            return wrong(problem, form, model);
        }
    }

    @GetMapping("/{id}")
    String show(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, Model model) {
        return show(id, RefundForm.empty(), me, model);
    }

    /** What was proposed is wanted. */
    @PostMapping("/{id}/wanted")
    ModelAndView want(@PathVariable UUID id, RefundForm form, @AuthenticationPrincipal StaffMember me, Model model) {
        return decided(id, form, me, model, () -> {
            Refund proposed = refunds.story(id).refund();
            refunds.want(id, form.of(proposed).wish(proposed.amount().getCurrencyUnit()), me);
        });
    }

    @PostMapping("/{id}/approval")
    ModelAndView approve(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, Model model) {
        return decided(id, RefundForm.empty(), me, model, () -> decisions.approve(id, me));
    }

    @PostMapping("/{id}/refusal")
    ModelAndView decline(
            @PathVariable UUID id,
            @RequestParam @Nullable String note,
            @AuthenticationPrincipal StaffMember me,
            Model model) {
        return decided(id, RefundForm.empty(), me, model, () -> decisions.decline(id, note, me));
    }

    @PostMapping("/{id}/another-try")
    ModelAndView tryAgain(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, Model model) {
        return decided(id, RefundForm.empty(), me, model, () -> decisions.tryAgain(id, me));
    }

    @PostMapping("/{id}/end")
    ModelAndView close(
            @PathVariable UUID id,
            @RequestParam @Nullable String note,
            @AuthenticationPrincipal StaffMember me,
            Model model) {
        return decided(id, RefundForm.empty(), me, model, () -> decisions.close(id, note, me));
    }

    private ModelAndView decided(UUID id, RefundForm form, StaffMember me, Model model, Runnable decision) {
        try {
            decision.run();
            return new ModelAndView("redirect:/office/refunds/" + id);
        } catch (Problem problem) {
            if (problem.kind() == Problem.Kind.NOT_FOUND) {
                throw problem;
            }
            model.addAttribute("errors", errors(problem));
            return new ModelAndView(show(id, form, me, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
    }

    private ModelAndView wrong(Problem problem, RefundForm form, Model model) {
        model.addAttribute("errors", errors(problem));
        return new ModelAndView(list(form, model), model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private String list(RefundForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("providers", providers.all());
        model.addAttribute("open", refunds.open());
        model.addAttribute("finished", refunds.finished(LATEST));
        model.addAttribute("age", new Age(clock.instant()));
        return "refunds/refunds";
    }

    private String show(UUID id, RefundForm form, StaffMember me, Model model) {
        Refund.Story story = refunds.story(id);
        model.addAttribute("form", form);
        model.addAttribute("refund", story.refund());
        model.addAttribute("steps", story.steps());
        model.addAttribute("payable", payables.of(story.refund()).orElse(null));
        model.addAttribute(
                "mine", me.getUsername().equalsIgnoreCase(story.refund().askedBy()));
        return "refunds/refund";
    }

    private static Map<String, String> errors(Problem problem) {
        return problem.fields().isEmpty()
                ? Map.of("form", problem.getMessage())
                : problem.fields().stream()
                        .collect(Collectors.toMap(
                                field -> field.name().replaceFirst("\\..*", ""),
                                Problem.Field::detail,
                                (first, second) -> first));
    }
}
