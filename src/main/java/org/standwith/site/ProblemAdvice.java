package org.standwith.site;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;

/**
 * Every failure ends here: programs get problem+json whatever they accept, people get a page.
 *
 * <p>One advice and not two, since a request that no controller takes has no type by which to choose between them.
 */
@ControllerAdvice
class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    @ExceptionHandler
    Object tell(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            // Spring Security's filters know whether this means 401, 403 or the sign-in page.
            throw failure;
        }
        ErrorAnswer answer = ErrorAnswers.to(failure);
        if (answer.status().value() == 500) {
            log.atError().setCause(failure).log("A request failed");
        }
        return answer(answer, request.getRequestURI(), response);
    }

    /** The caller has hung up; there is nobody to tell. */
    @ExceptionHandler
    void nobodyListens(AsyncRequestNotUsableException gone, HttpServletResponse response) {}

    static Object answer(ErrorAnswer answer, String path, HttpServletResponse response) {
        if (Paths.isForPrograms(path)) {
            return answer.asJson();
        }
        answer.headers().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        return answer.asPage(path);
    }
}
