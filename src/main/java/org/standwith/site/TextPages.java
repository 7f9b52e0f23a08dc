package org.standwith.site;

import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.problem.Problem;

/** Privacy and terms, where the newsroom has something to say about them. */
@Controller
class TextPages {

    private final Texts texts;

    TextPages(Texts texts) {
        this.texts = texts;
    }

    @GetMapping("/{name:privacy|terms}")
    ModelAndView text(@PathVariable String name, Locale locale) {
        return texts.of(name, locale.getLanguage())
                .map(text ->
                        new ModelAndView("site/text").addObject("name", name).addObject("text", text))
                .orElseThrow(() -> new Problem(Problem.Kind.NOT_FOUND, "no-such-text", "There is no such text."));
    }
}
