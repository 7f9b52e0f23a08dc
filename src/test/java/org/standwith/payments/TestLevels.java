package org.standwith.payments;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.standwith.risk.Country;
import org.standwith.risk.Level;

/** A world for tests: from AQ nothing may be taken, from BV people are to be protected, from GS to be warned. */
public final class TestLevels {

    public static final String FORBIDDEN = "AQ";
    public static final String AT_RISK = "BV";
    public static final String DOUBTFUL = "GS";
    public static final String FINE = "CH";

    public static final Levels LEVELS = new Levels(country -> switch (country.code()) {
        case FORBIDDEN -> Level.BLOCKED;
        case AT_RISK -> Level.PROTECTED;
        case DOUBTFUL -> Level.CAUTION;
        default -> Level.OPEN;
    });

    /** What an adapter tells of these in an answer. */
    public static Set<Country> places(String... codes) {
        return Arrays.stream(codes).map(Country::new).collect(Collectors.toSet());
    }

    private TestLevels() {}
}
