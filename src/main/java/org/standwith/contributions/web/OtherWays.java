package org.standwith.contributions.web;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;

/**
 * What is told to those from whom no money is taken, and to whoever asks how to help without: one page for both, so that
 * having seen it says nothing about anybody.
 */
record OtherWays(
        String language,
        String title,
        String why,
        String mistaken,
        String charged,
        String kept,
        String how,
        List<String> ways,
        String nothing) {

    private static final String REFUSED = "urn:standwith:problem:blocked";

    /** Whether a problem means that the policy takes no money from this person. */
    static boolean areLeft(Problem problem) {
        return problem.kind() == Problem.Kind.FORBIDDEN
                && problem.type().toString().equals(REFUSED);
    }

    /** In both languages, theirs first: which one somebody reads best is not always the one that their browser speaks. */
    static ModelAndView page(MessageSource messages, Locale locale, HttpStatus status) {
        Words words = new Words(messages, locale);
        Words others = new Words(messages, Locale.forLanguageTag(words.text("language.other")));
        return new ModelAndView("contributions/other-ways", status)
                .addObject("told", Stream.of(words, others).map(OtherWays::in).toList());
    }

    private static OtherWays in(Words words) {
        return new OtherWays(
                words.language().toLanguageTag(),
                words.text("other.title"),
                words.text("other.why"),
                words.text("other.mistaken"),
                words.text("other.charged"),
                words.text("other.kept"),
                words.text("other.how"),
                List.of(
                        words.text("other.way.read"),
                        words.text("other.way.tell"),
                        words.text("other.way.know"),
                        words.text("other.way.care")),
                words.text("other.nothing"));
    }
}
