package org.standwith.staff.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.standwith.problem.Problem;
import org.standwith.staff.StaffAccounts;
import org.standwith.staff.StaffMember;

/** Changing one's own password. */
@Controller
@RequestMapping("/office/password")
class PasswordPage {

    private final StaffAccounts accounts;

    PasswordPage(StaffAccounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    String show() {
        return "office/password";
    }

    /** Ends every session of the account, this one too: whoever knows the old password is out. */
    @PostMapping
    String change(
            @RequestParam String current,
            @RequestParam String next,
            @AuthenticationPrincipal StaffMember me,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            accounts.changePassword(me.id(), current, next);
        } catch (Problem problem) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            model.addAttribute("errors", Errors.of(problem));
            return "office/password";
        }
        new SecurityContextLogoutHandler().logout(request, response, null);
        return "redirect:/office/sign-in?changed";
    }
}
