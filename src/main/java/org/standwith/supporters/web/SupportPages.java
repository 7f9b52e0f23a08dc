package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Elsewhere;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.StaffMember;
import org.standwith.supporters.Entry;
import org.standwith.vault.Sensitive;
import org.standwith.vault.SupporterCode;

/**
 * Where staff begins to act for a supporter: with the code, and not without. Nobody is looked up by name or address, since
 * whoever may do that can be made to.
 */
@Controller
class SupportPages {

    private final Entry entry;
    private final AuditTrail audit;

    SupportPages(Entry entry, AuditTrail audit) {
        this.entry = entry;
        this.audit = audit;
    }

    @GetMapping("/office/supporter")
    ModelAndView form() {
        return form(HttpStatus.OK);
    }

    @PostMapping("/office/supporter")
    @Transactional
    ModelAndView byCode(
            @RequestParam Sensitive<String> code,
            @AuthenticationPrincipal StaffMember me,
            HttpServletRequest request,
            HttpServletResponse response) {
        boolean known = SupporterCode.read(code.reveal())
                .flatMap(written -> entry.byCode(written, me.actor(), request, response))
                .isPresent();
        audit.record(me.actor(), known ? "supporter.open" : "supporter.unknown-code", "", "");
        return known ? new ModelAndView(new Elsewhere(URI.create("/account"))) : form(HttpStatus.UNPROCESSABLE_CONTENT);
    }

    private static ModelAndView form(HttpStatus status) {
        return new ModelAndView("supporters/office", status).addObject("wrong", status.isError());
    }
}
