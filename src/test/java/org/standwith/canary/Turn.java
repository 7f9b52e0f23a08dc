package org.standwith.canary;

import java.util.List;
import org.standwith.journeys.Stage;

/** Something that happens to all of them once they have gone their ways: time passes, a provider is out of order. */
@FunctionalInterface
interface Turn {
    void happen(Stage stage, List<Visitor> visitors) throws Exception;
}
