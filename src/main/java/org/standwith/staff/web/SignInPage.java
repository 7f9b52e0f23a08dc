package org.standwith.staff.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The form; Spring Security's filter takes what it sends. */
@Controller
class SignInPage {

    @GetMapping("/office/sign-in")
    String show() {
        return "office/sign-in";
    }
}
