package org.standwith.contributions.web;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** How to help without money. */
@Controller
class OtherWaysPages {

    private final MessageSource messages;

    OtherWaysPages(MessageSource messages) {
        this.messages = messages;
    }

    @GetMapping("/other-ways")
    ModelAndView show(Locale locale) {
        return OtherWays.page(messages, locale, HttpStatus.OK);
    }
}
