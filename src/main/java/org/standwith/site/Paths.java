package org.standwith.site;

import java.util.stream.Stream;

/** Which addresses are for programs, so that their errors are JSON. */
final class Paths {

    private Paths() {}

    static boolean isForPrograms(String path) {
        return Stream.of("/api/", "/webhooks/", "/actuator/", "/v3/").anyMatch(path::startsWith);
    }
}
