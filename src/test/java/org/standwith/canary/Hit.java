package org.standwith.canary;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.standwith.canary.Patterns.Pattern;

/**
 * Something of somebody, where it must not be.
 *
 * @param where the artefact, or the part of it
 * @param around what stands there; markers are made up, so it can be shown
 */
record Hit(String where, Marker marker, String encoding, long offset, String around) {

    private static final int MARGIN = 70;

    static Hit of(String where, Pattern pattern, long offset, byte[] data, int at, int end) {
        int from = Math.max(0, at - MARGIN);
        int to = Math.min(end, at + pattern.form().bytes().length + MARGIN);
        String around = new String(data, from, to - from, ISO_8859_1).replaceAll("[^ -~]+", "·");
        return new Hit(where, pattern.marker(), pattern.form().encoding(), offset, around);
    }

    @Override
    public String toString() {
        return marker.owner() + "'s " + marker.field() + " (" + encoding + ") in " + where + " at " + offset + ": "
                + around;
    }
}
