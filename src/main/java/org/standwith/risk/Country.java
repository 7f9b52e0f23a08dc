package org.standwith.risk;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A country by its ISO 3166-1 code, or a part of one by its ISO 3166-2 code, where a policy has a rule of its own for it. Of
 * a person it is a reason to fear, so it shows itself to nobody by accident.
 *
 * @param code {@code AA} or {@code AA-1}
 */
public record Country(String code) {

    private static final Set<String> WHOLE = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final Pattern PART = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");

    public Country {
        if (!isCode(code)) {
            throw new IllegalArgumentException("Not the code of a country");
        }
    }

    /** Nothing where this is the code of none. */
    public static Optional<Country> read(String code) {
        return isCode(code) ? Optional.of(new Country(code)) : Optional.empty();
    }

    private static boolean isCode(String code) {
        return WHOLE.contains(code) || (PART.matcher(code).matches() && WHOLE.contains(code.substring(0, 2)));
    }

    /** The country that this is, or is a part of. */
    Country whole() {
        return code.length() == 2 ? this : new Country(code.substring(0, 2));
    }

    @Override
    public String toString() {
        return "Country[***]";
    }
}
