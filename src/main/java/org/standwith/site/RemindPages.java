package org.standwith.site;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Holds the place of reminders: says what will come, and takes nothing. */
@Controller
class RemindPages {

    @GetMapping("/remind")
    String remind() {
        return "site/remind";
    }
}
