package org.standwith.site;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
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
import org.standwith.contributions.Withdrawals;
import org.standwith.problem.Problem;
import org.standwith.risk.Country;
import org.standwith.risk.Level;
import org.standwith.risk.Policies;
import org.standwith.risk.Proposal;
import org.standwith.risk.RiskPolicy;
import org.standwith.staff.StaffMember;

/** The risk policy: what holds, what is proposed, what that would do, and who is being taken back from danger. */
@Controller
@RequestMapping("/office/policy")
class PolicyPages {

    private static final int LONGEST_REASON = 300;

    private final PolicyChange change;
    private final RiskPolicy policy;
    private final Withdrawals withdrawals;
    private final Clock clock;

    PolicyPages(PolicyChange change, RiskPolicy policy, Withdrawals withdrawals, Clock clock) {
        this.change = change;
        this.policy = policy;
        this.withdrawals = withdrawals;
        this.clock = clock;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("version", policy.version());
        model.addAttribute("closed", policy.isClosed());
        model.addAttribute("text", change.text());
        model.addAttribute("places", policy.places(Locale.ENGLISH));
        model.addAttribute("levels", Level.values());
        model.addAttribute("proposed", change.proposed());
        model.addAttribute("history", change.history());
        model.addAttribute("withdrawals", withdrawals.all());
        return "office/policy";
    }

    /** Raises one place: what is to be done on the day on which giving becomes a crime there. */
    @PostMapping("/raise")
    String raise(
            @RequestParam String country,
            @RequestParam Level level,
            @RequestParam String reason,
            @AuthenticationPrincipal StaffMember me,
            RedirectAttributes next) {
        Country place = Country.read(country).orElse(null);
        if (place == null || reason.isBlank() || reason.length() > LONGEST_REASON) {
            return refused("A place, and a reason of at most " + LONGEST_REASON + " letters.", next);
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return change.raised(place, level, reason.strip(), today)
                .map(text -> propose(text, me, next))
                .orElseGet(() -> refused("No policy is in force that could be changed.", next));
    }

    /** Another text altogether. */
    @PostMapping
    String propose(@RequestParam String text, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        return switch (change.propose(text, me)) {
            case Policies.Proposed proposed -> "redirect:/office/policy/" + proposed.id();
            case Policies.NotNewer not -> {
                next.addFlashAttribute("draft", text);
                yield refused("Its version has to be higher than " + not.highest() + ".", next);
            }
            case Policies.Unacceptable unacceptable -> {
                next.addFlashAttribute("draft", text);
                next.addFlashAttribute("faults", unacceptable.faults());
                yield refused("This is not a policy that can be used.", next);
            }
        };
    }

    /** @param reach asked for, because it reads every dossier */
    @GetMapping("/{id}")
    String proposal(
            @PathVariable UUID id,
            @RequestParam @Nullable Boolean reach,
            @AuthenticationPrincipal StaffMember me,
            Model model) {
        Proposal proposal = change.proposed().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new Problem(Problem.Kind.NOT_FOUND, "no-such-policy", "No policy of this id is proposed."));
        model.addAttribute("proposal", proposal);
        Policies.Deciding hindrance = change.hindrance(proposal).orElse(null);
        model.addAttribute("hindrance", hindrance == null ? null : why(hindrance));
        if (hindrance == null) {
            model.addAttribute("changes", change.changes(proposal));
            model.addAttribute("reach", Boolean.TRUE.equals(reach) ? change.reach(proposal) : null);
        }
        model.addAttribute("mine", proposal.proposedBy().equalsIgnoreCase(me.getUsername()));
        return "office/policy-proposal";
    }

    @PostMapping("/{id}/approve")
    String approve(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        return decided(change.approve(id, me), next);
    }

    @PostMapping("/{id}/reject")
    String reject(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        return decided(change.reject(id, me), next);
    }

    private static String decided(Policies.Deciding deciding, RedirectAttributes next) {
        if (deciding instanceof Policies.Unacceptable unacceptable) {
            next.addFlashAttribute("faults", unacceptable.faults());
        }
        boolean done = deciding instanceof Policies.Applied || deciding instanceof Policies.Rejected;
        return done ? done(why(deciding), next) : refused(why(deciding), next);
    }

    private static String why(Policies.Deciding deciding) {
        return switch (deciding) {
            case Policies.Applied applied ->
                "Version " + applied.version() + " holds from now on. Whoever may no longer pay is seen to at once.";
            case Policies.Rejected rejected -> "It was rejected.";
            case Policies.SamePerson same -> "Somebody else has to agree: you proposed it.";
            case Policies.Gone gone -> "It no longer waits for anybody, or is not as it was written.";
            case Policies.NotNewer not -> "Meanwhile version " + not.highest() + " holds. Propose it anew.";
            case Policies.Unacceptable unacceptable -> "This release cannot use it any more.";
        };
    }

    private static String done(String text, RedirectAttributes next) {
        next.addFlashAttribute("done", text);
        return "redirect:/office/policy";
    }

    private static String refused(String text, RedirectAttributes next) {
        next.addFlashAttribute("refused", text);
        return "redirect:/office/policy";
    }
}
