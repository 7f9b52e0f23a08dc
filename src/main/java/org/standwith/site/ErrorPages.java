package org.standwith.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what failed outside of any controller: in a filter, or in the server itself. */
@Controller
class ErrorPages implements ErrorController {

    private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

    @RequestMapping("/error")
    Object show(HttpServletRequest request, HttpServletResponse response) {
        String path = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String uri ? uri : "/error";
        return ProblemAdvice.answer(answer(request), path, response);
    }

    private static ErrorAnswer answer(HttpServletRequest request) {
        if (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
            ErrorAnswer answer = ErrorAnswers.to(failure);
            if (answer.status().value() == 500) {
                log.atError().setCause(failure).log("A request failed outside of any controller");
            }
            return answer;
        }
        // Whoever asks for this page itself has found nothing.
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ErrorAnswers.to(HttpStatusCode.valueOf(status))
                : ErrorAnswer.of(HttpStatus.NOT_FOUND, null);
    }
}
