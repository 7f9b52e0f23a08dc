package org.standwith.contributions.web;

import org.standwith.risk.AfterCapture;
import org.standwith.risk.RiskPolicy;

/**
 * What whoever is asked about their money has to know.
 *
 * @param days for how many an answer is waited for
 * @param unanswered what is done when none comes
 */
record AnswerTerms(long days, AfterCapture unanswered) {

    static AnswerTerms of(RiskPolicy policy) {
        return new AnswerTerms(policy.answerWithin().toDays(), policy.unanswered());
    }
}
