package org.standwith.contributions;

import java.util.Set;
import org.standwith.risk.Handling;
import org.standwith.risk.Level;

/** How somebody is handled of whom nothing is known. */
final class Handled {

    static final Handling LIKE_EVERYBODY = new Handling(Level.CAUTION, "1", Set.of(), true, false);

    private Handled() {}
}
