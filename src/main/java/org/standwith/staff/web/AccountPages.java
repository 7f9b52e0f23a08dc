package org.standwith.staff.web;

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
import org.standwith.staff.Role;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;

/** Who works here. */
@Controller
@RequestMapping("/office/accounts")
class AccountPages {

    private final StaffAccounts accounts;

    AccountPages(StaffAccounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    String list(Model model) {
        model.addAttribute("accounts", accounts.all());
        model.addAttribute("allRoles", Role.values());
        return "office/accounts";
    }

    /** Shows the password in the answer itself, as with API tokens: so it is never kept. */
    @PostMapping
    ModelAndView add(
            @RequestParam String email,
            @RequestParam String displayName,
            @RequestParam(defaultValue = "") Set<Role> roles,
            @AuthenticationPrincipal StaffMember me,
            Model model) {
        HttpStatus status = HttpStatus.OK;
        try {
            model.addAttribute("password", accounts.create(email, displayName, roles, me.actor()));
            model.addAttribute("passwordOf", email);
        } catch (Problem problem) {
            status = HttpStatus.UNPROCESSABLE_CONTENT;
            model.addAttribute("errors", Errors.of(problem));
            model.addAttribute("email", email);
            model.addAttribute("displayName", displayName);
        }
        return new ModelAndView(list(model), model.asMap(), status);
    }

    @PostMapping("/{id}/password")
    String resetPassword(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me, Model model) {
        model.addAttribute("password", accounts.resetPassword(id, me.actor()));
        accounts.all().stream()
                .filter(account -> account.id().equals(id))
                .forEach(account -> model.addAttribute("passwordOf", account.email()));
        return list(model);
    }

    @PostMapping("/{id}/disabled")
    String disable(@PathVariable UUID id, @RequestParam boolean disabled, @AuthenticationPrincipal StaffMember me) {
        if (disabled) {
            accounts.disable(id, me.actor());
        } else {
            accounts.enable(id, me.actor());
        }
        return "redirect:/office/accounts";
    }
}
