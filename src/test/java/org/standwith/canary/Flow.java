package org.standwith.canary;

import org.standwith.journeys.Stage;

/** A way that every one of the supporters goes, several at the same time. */
@FunctionalInterface
interface Flow {
    void walk(Stage stage, Visitor visitor) throws Exception;
}
