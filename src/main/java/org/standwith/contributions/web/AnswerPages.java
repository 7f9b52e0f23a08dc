package org.standwith.contributions.web;

import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.contributions.Answers;
import org.standwith.risk.AfterCapture;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Sensitive;
import org.standwith.vault.SupporterCode;

/**
 * Where supporters say what becomes of money that should not have been taken: on the page that told them, or later by their
 * code. What these pages say is the same for everybody.
 */
@Controller
class AnswerPages {

    /** What can be answered. */
    enum Choice {
        REFUND(AfterCapture.REFUND),
        KEEP(AfterCapture.KEEP);

        private final AfterCapture wanted;

        Choice(AfterCapture wanted) {
            this.wanted = wanted;
        }
    }

    private final Answers answers;
    private final RiskPolicy policy;

    AnswerPages(Answers answers, RiskPolicy policy) {
        this.answers = answers;
        this.policy = policy;
    }

    @GetMapping("/answer")
    ModelAndView form() {
        return form(HttpStatus.OK);
    }

    @PostMapping("/answer")
    ModelAndView byCode(@RequestParam Sensitive<String> code, @RequestParam Choice choice) {
        return SupporterCode.read(code.reveal())
                .map(written -> {
                    answers.answer(written, choice.wanted);
                    return new ModelAndView("contributions/answered");
                })
                .orElseGet(() -> form(HttpStatus.UNPROCESSABLE_CONTENT));
    }

    private ModelAndView form(HttpStatus status) {
        return new ModelAndView("contributions/answer", status)
                .addObject("terms", AnswerTerms.of(policy))
                .addObject("wrong", status.isError());
    }

    @PostMapping("/return/{id:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}/answer")
    ModelAndView onThePage(@PathVariable UUID id, @RequestParam Choice choice) {
        answers.answer(id, choice.wanted);
        return new ModelAndView("contributions/answered");
    }
}
