package org.standwith.notices;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.standwith.payments.Contention;

/** Sees to it that nobody is held up by what fails for somebody else. It is tried again the next time. */
@Component
class OneByOne {

    private static final Logger log = LoggerFactory.getLogger(OneByOne.class);

    void carryOut(Runnable one) {
        try {
            Contention.outlast(one);
        } catch (RuntimeException e) {
            log.atWarn().setCause(e).log("A notice could not be seen to");
        }
    }
}
