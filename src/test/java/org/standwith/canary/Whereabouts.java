package org.standwith.canary;

import java.util.List;

/**
 * Where people live and have their bank: a part of a country that there is not, so that it can be told from everything else,
 * and for which the policy's rule of the whole country holds.
 */
final class Whereabouts {

    /** Where the policy sees no risk. */
    static final String SAFE = "NL-Q7Z";

    /** From where nobody may pay. */
    static final String FORBIDDEN = "RU-Q7Z";

    /** Where people are protected. */
    static final String PROTECTED = "HK-Q7Z";

    /** What stands before and after a word in texts: by itself it is too short to be looked for. */
    private static final List<String> AROUND =
            List.of("\"", "'", "=", "&", ":", ",", " ", "\t", "\n", "[", "]", ">", "<");

    private Whereabouts() {}

    static void learn(Person somebody) {
        for (String place : List.of(SAFE, FORBIDDEN, PROTECTED)) {
            somebody.learn(Field.COUNTRY, place);
            for (String before : AROUND) {
                for (String after : AROUND) {
                    somebody.learn(Field.COUNTRY, before + place + after);
                }
            }
        }
    }
}
