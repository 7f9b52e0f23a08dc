package org.standwith.staff.web;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
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
import org.standwith.problem.Problem;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.Scope;
import org.standwith.staff.StaffMember;

/** One's own API tokens. */
@Controller
@RequestMapping("/office/tokens")
class TokenPages {

    private final ApiTokens tokens;
    private final Clock clock;

    TokenPages(ApiTokens tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @GetMapping
    String list(@AuthenticationPrincipal StaffMember me, Model model) {
        model.addAttribute("tokens", tokens.of(me.id()));
        model.addAttribute("now", clock.instant());
        return "office/tokens";
    }

    /** Shows the secret in the answer itself, not after a redirect: so it is never kept, not even in the session. */
    @PostMapping
    ModelAndView issue(
            @RequestParam String name,
            @RequestParam(defaultValue = "") Set<Scope> scopes,
            @RequestParam int days,
            @AuthenticationPrincipal StaffMember me,
            Model model) {
        HttpStatus status = HttpStatus.OK;
        try {
            model.addAttribute("issued", tokens.issue(me.id(), name, scopes, Duration.ofDays(days)));
        } catch (Problem problem) {
            status = HttpStatus.UNPROCESSABLE_CONTENT;
            model.addAttribute("errors", Errors.of(problem));
            model.addAttribute("name", name);
        }
        return new ModelAndView(list(me, model), model.asMap(), status);
    }

    @PostMapping("/{id}/revocation")
    String revoke(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me) {
        tokens.revoke(me.id(), id);
        return "redirect:/office/tokens?revoked";
    }
}
