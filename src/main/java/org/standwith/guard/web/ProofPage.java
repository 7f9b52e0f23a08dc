package org.standwith.guard.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.guard.Admission.Asked;
import org.standwith.guard.Admission.Crowded;
import org.standwith.guard.Admission.Early;
import org.standwith.guard.Admission.Needed;
import org.standwith.guard.Admission.Refused;
import org.standwith.guard.Guard;

/**
 * Holds what was sent, gets a proof of work and sends it again. Where there is no JavaScript, its button works after a while.
 *
 * @param again whether something was shown before that did not let in
 * @param refused whether it never will
 * @param status which text tells whoever has no JavaScript what to do
 * @param seconds how long the permit does not work yet
 * @param fields what was sent, without proof and permit
 */
record ProofPage(
        String action, boolean again, boolean refused, String status, long seconds, String permit, List<Field> fields) {

    /** Of the form. */
    static final String PROOF = "altcha";

    static final String PERMIT = "permit";

    private static final Set<String> OURS = Set.of(PROOF, PERMIT);

    /** Shows itself to nobody by accident. */
    record Field(String name, String value) {

        @Override
        public String toString() {
            return "***";
        }
    }

    static ModelAndView of(Asked asked, HttpServletRequest request, @Nullable String shown, Guard guard) {
        ProofPage page = new ProofPage(
                request.getRequestURI(),
                !(asked instanceof Needed),
                asked instanceof Refused,
                status(asked),
                asked instanceof Early early ? seconds(early.left()) : 0,
                permit(asked, shown, guard),
                fields(request));
        return new ModelAndView("guard/proof", HttpStatus.TOO_MANY_REQUESTS).addObject("page", page);
    }

    private static String status(Asked asked) {
        return switch (asked) {
            case Needed needed -> "wait";
            case Refused refused -> "wait";
            case Early early -> "early";
            case Crowded crowded -> "crowded";
        };
    }

    /** One that is still good is kept, or nobody would ever have waited long enough. */
    private static String permit(Asked asked, @Nullable String shown, Guard guard) {
        return shown != null && (asked instanceof Early || asked instanceof Crowded) ? shown : guard.permit();
    }

    private static long seconds(Duration left) {
        return Math.max(1, left.plusMillis(999).toSeconds());
    }

    private static List<Field> fields(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(parameter -> !OURS.contains(parameter.getKey()))
                .flatMap(
                        parameter -> Stream.of(parameter.getValue()).map(value -> new Field(parameter.getKey(), value)))
                .toList();
    }
}
