package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.risk.VisitorSignals;
import org.standwith.supporters.Account;
import org.standwith.supporters.AskingAgain;
import org.standwith.supporters.SignedIn;

/** Where whoever stops says when they may be asked again. */
@Controller
class AgainPages {

    private final Account account;
    private final AskingAgain again;
    private final VisitorSignals visitors;
    private final MessageSource messages;

    AgainPages(Account account, AskingAgain again, VisitorSignals visitors, MessageSource messages) {
        this.account = account;
        this.again = again;
        this.visitors = visitors;
        this.messages = messages;
    }

    @PostMapping("/account/items/{id:" + ItemPages.ID + "}/reminder")
    ModelAndView ask(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String in,
            @AuthenticationPrincipal SignedIn who,
            HttpServletRequest request,
            Locale locale) {
        if (account.giving(who, id).isEmpty()) {
            throw new Problem(Problem.Kind.NOT_FOUND, "no-such-contribution", "There is no contribution of this id.");
        }
        Words words = new Words(messages, locale);
        again.ask(who, id, in, words.language(), visitors.of(request));
        return new ModelAndView("supporters/again").addObject("who", who).addObject("id", id);
    }
}
