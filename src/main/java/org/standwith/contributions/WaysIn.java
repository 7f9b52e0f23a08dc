package org.standwith.contributions;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** By what supporters may be offered to sign in, as they are handled now. */
@Service
public class WaysIn {

    private final Protection protection;

    WaysIn(Protection protection) {
        this.protection = protection;
    }

    /** Whether all of them may be offered what others find on a device, once they hold it. */
    @Transactional(readOnly = true)
    public boolean mayLeaveTraces(Collection<UUID> supporters) {
        return supporters.stream().allMatch(each -> switch (protection
                .appraise(each, List.of())
                .flows()
                .signIn()) {
            case LINK_OR_CODE, LINK_OR_CODE_EXPLAINED -> true;
            case CODE, NONE -> false;
        });
    }
}
