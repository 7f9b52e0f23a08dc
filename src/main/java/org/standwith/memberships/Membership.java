package org.standwith.memberships;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What giving entitles somebody to.
 *
 * @param tier its name; null where there is none
 * @param benefits empty where there is none
 * @param until when it ends if nothing more is paid; null where there is none
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Membership(
        @Nullable String tier,
        List<String> benefits,
        @Nullable Instant until) {

    /** No tier is reached, or there are none. */
    public static final Membership NONE = new Membership(null, List.of(), null);

    public Membership {
        benefits = List.copyOf(benefits);
    }

    /** The end tells when somebody paid. */
    @Override
    public String toString() {
        return "Membership[***]";
    }
}
