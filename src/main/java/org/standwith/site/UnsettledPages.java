package org.standwith.site;

import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.standwith.contributions.Unsettled;
import org.standwith.ledger.Suspense;
import org.standwith.ledger.Suspense.Held;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;

/** Contributions of which a provider did not say for days what became of them, and money that belongs to none. */
@Controller
@RequestMapping("/office/unsettled")
class UnsettledPages {

    private static final int MOST = 200;

    private final Unsettled unsettled;
    private final Suspense suspense;
    private final AuditTrail audit;
    private final TransactionTemplate transaction;

    UnsettledPages(Unsettled unsettled, Suspense suspense, AuditTrail audit, TransactionTemplate transaction) {
        this.unsettled = unsettled;
        this.suspense = suspense;
        this.audit = audit;
        this.transaction = transaction;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("all", unsettled.all());
        List<Held> held = suspense.oldest(MOST + 1);
        model.addAttribute("held", held.subList(0, Math.min(MOST, held.size())));
        model.addAttribute("more", held.size() > MOST);
        return "office/unsettled";
    }

    @PostMapping("/{contribution}/question")
    String askAgain(@PathVariable UUID contribution, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        transaction.executeWithoutResult(status -> {
            unsettled.askAgain(contribution);
            audit.record(me.actor(), "unsettled.ask", contribution.toString(), "");
        });
        next.addFlashAttribute(
                "done", "The provider is asked within a minute. It comes back here if nothing comes of it.");
        return "redirect:/office/unsettled";
    }
}
