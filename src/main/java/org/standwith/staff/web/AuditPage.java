package org.standwith.staff.web;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.standwith.staff.AuditTrail;
import org.standwith.staff.AuditTrail.Broken;
import org.standwith.staff.AuditTrail.Intact;

/** What staff did. */
@Controller
@RequestMapping("/office/audit")
class AuditPage {

    private static final int SHOWN = 100;

    private final AuditTrail audit;

    AuditPage(AuditTrail audit) {
        this.audit = audit;
    }

    @GetMapping
    String show(Model model) {
        model.addAttribute("entries", audit.latest(SHOWN));
        return "office/audit";
    }

    @GetMapping("/verification")
    String verify(Model model) {
        switch (audit.verify()) {
            case Intact intact -> model.addAttribute("intact", intact);
            case Broken broken -> model.addAttribute("broken", broken);
        }
        return show(model);
    }
}
