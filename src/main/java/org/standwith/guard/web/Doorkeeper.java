package org.standwith.guard.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndViewDefiningException;
import org.standwith.guard.Admission;
import org.standwith.guard.Admission.Admitted;
import org.standwith.guard.Admission.Asked;
import org.standwith.guard.Entrance;
import org.standwith.guard.Guard;
import org.standwith.guard.Guard.Shown;
import org.standwith.problem.Problem;

/** Lets in what is posted, or asks for a proof: programs by a problem, people by a page that gets it by itself. */
class Doorkeeper implements HandlerInterceptor {

    /** The header in which programs send what ALTCHA calls the payload. */
    static final String PROOF = "Altcha-Proof";

    private final Entrance entrance;
    private final Guard guard;
    private final URI ourPage;

    Doorkeeper(Entrance entrance, Guard guard, URI ourPage) {
        this.entrance = entrance;
        this.guard = guard;
        this.ourPage = ourPage;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws ModelAndViewDefiningException {
        if (!request.getMethod().equals("POST")) {
            return true;
        }
        boolean program = request.getRequestURI().startsWith("/api/");
        Shown shown = program
                ? new Shown(request.getHeader(PROOF), null)
                : new Shown(request.getParameter(ProofPage.PROOF), request.getParameter(ProofPage.PERMIT));
        return switch (guard.admit(entrance, request.getRemoteAddr(), shown)) {
            case Admitted in -> true;
            case Asked asked -> {
                if (program) {
                    throw problem(asked);
                }
                throw new ModelAndViewDefiningException(ProofPage.of(asked, request, shown.permit(), guard));
            }
        };
    }

    /** The detail is for a person, since the widget shows it; the field is for whoever writes the program. */
    private Problem problem(Asked asked) {
        String detail = asked instanceof Admission.Needed
                ? "We get more requests than usual. Please go on at " + ourPage + ", on our own page."
                : "The proof of work was used before, is too old or is wrong.";
        String how = "Solve what GET /api/v1/challenges gives, and send what ALTCHA calls the payload in this header.";
        return new Problem(Problem.Kind.TOO_MANY, "proof-required", detail, List.of(new Problem.Field(PROOF, how)));
    }
}
