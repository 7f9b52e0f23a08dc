package org.standwith.site;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.standwith.payments.SetUp;

/** Whether the accounts at the providers are set as they have to be, and how to mend what is not. */
@Controller
class SetUpPage {

    private final SetUp setUp;

    SetUpPage(SetUp setUp) {
        this.setUp = setUp;
    }

    /** Asked anew each time, so that whoever has mended something sees it. */
    @GetMapping("/office/set-up")
    String show(Model model) {
        model.addAttribute("providers", setUp.check());
        return "office/set-up";
    }
}
