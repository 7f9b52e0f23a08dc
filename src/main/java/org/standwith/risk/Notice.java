package org.standwith.risk;

import java.time.LocalDate;
import java.util.List;

/**
 * What everybody is told before they give, as far as it depends on the policy: the consequences, where there are any.
 *
 * @param version under which it is acknowledged; another text has another one
 * @param reviewed when counsel looked at it last
 * @param consequences a sentence for each place where giving is punished: the article and the penalty
 */
public record Notice(String version, LocalDate reviewed, List<String> consequences) {

    public Notice {
        consequences = List.copyOf(consequences);
    }
}
