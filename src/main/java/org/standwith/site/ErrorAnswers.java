package org.standwith.site;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.INTERNAL_SERVER_ERROR;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.TOO_MANY_REQUESTS;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import java.util.List;
import java.util.Objects;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.core.MethodParameter;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.standwith.problem.Problem;
import org.standwith.vault.KeyServiceSilent;

/** What we say to each sort of failure. The failure's own message is never in it: it may carry what the caller sent. */
final class ErrorAnswers {

    private ErrorAnswers() {}

    static ErrorAnswer to(Throwable failure) {
        return switch (failure) {
            case Problem problem -> to(problem);
            case HttpMessageNotReadableException unreadable -> UnreadableBody.answer(unreadable);
            case MissingRequestHeaderException missing -> missing(missing.getHeaderName());
            case MissingServletRequestParameterException missing -> missing(missing.getParameterName());
            case MethodArgumentTypeMismatchException mismatch -> to(mismatch);
            case BindException invalid -> to(invalid);
            case OptimisticLockingFailureException concurrent ->
                ErrorAnswer.of(CONFLICT, "Somebody else has changed this meanwhile.");
            case RequestRejectedException rejected -> ErrorAnswer.of(BAD_REQUEST, "The request cannot be read.");
            case InvalidParameterException invalid -> to(HttpStatusCode.valueOf(invalid.getErrorCode()));
            // A broken chunk, or a caller who hung up.
            case BadRequestException broken -> to(BAD_REQUEST);
            case Throwable outage when isOutage(outage) -> unavailable();
            case ErrorResponse known -> to(known.getStatusCode()).with(known.getHeaders());
            case MultipartException broken -> to(BAD_REQUEST);
            default -> ErrorAnswer.of(INTERNAL_SERVER_ERROR, null);
        };
    }

    private static ErrorAnswer to(Problem problem) {
        HttpStatus status = switch (problem.kind()) {
            case MALFORMED -> BAD_REQUEST;
            case UNAUTHENTICATED -> UNAUTHORIZED;
            case FORBIDDEN -> FORBIDDEN;
            case NOT_FOUND -> NOT_FOUND;
            case CONFLICT -> CONFLICT;
            case TOO_LARGE -> CONTENT_TOO_LARGE;
            case INVALID -> UNPROCESSABLE_CONTENT;
            case TOO_MANY -> TOO_MANY_REQUESTS;
            case UNAVAILABLE -> SERVICE_UNAVAILABLE;
        };
        HttpHeaders headers = new HttpHeaders();
        if (status == SERVICE_UNAVAILABLE) {
            headers.set(HttpHeaders.RETRY_AFTER, "10");
        }
        if (status == UNAUTHORIZED) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, ApiTokenFilter.CHALLENGE);
        }
        return new ErrorAnswer(status, problem.type().toString(), problem.getMessage(), problem.fields(), headers);
    }

    private static ErrorAnswer missing(String name) {
        return ErrorAnswer.field(BAD_REQUEST, "missing-parameter", name, "This is missing.");
    }

    /** An address that cannot be one of ours names nothing; anything else is a parameter of the wrong form. */
    private static ErrorAnswer to(MethodArgumentTypeMismatchException mismatch) {
        MethodParameter parameter = mismatch.getParameter();
        if (parameter.hasParameterAnnotation(PathVariable.class)) {
            return ErrorAnswer.of(NOT_FOUND, "There is no such thing.");
        }
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        String name = header == null || header.value().isEmpty() ? mismatch.getName() : header.value();
        return ErrorAnswer.field(BAD_REQUEST, "malformed-parameter", name, "This is not of the right form.");
    }

    private static ErrorAnswer to(BindException invalid) {
        List<Problem.Field> fields = invalid.getFieldErrors().stream()
                .map(error -> new Problem.Field(
                        error.getField(),
                        // Where a value could not be converted, Spring's text quotes it.
                        error.isBindingFailure()
                                ? "This is not of the right form."
                                : Objects.requireNonNullElse(error.getDefaultMessage(), "This is not acceptable.")))
                .toList();
        return fields.isEmpty()
                ? ErrorAnswer.of(UNPROCESSABLE_CONTENT, "The request is not acceptable.")
                : to(Problem.invalid(fields));
    }

    /** Failures of Spring's and the server's own, whose status and headers (Allow, Accept) are right and whose text is ours. */
    static ErrorAnswer to(HttpStatusCode status) {
        String detail = switch (HttpStatus.resolve(status.value())) {
            case BAD_REQUEST -> "The request cannot be read.";
            case NOT_FOUND -> "There is nothing at this address.";
            case METHOD_NOT_ALLOWED -> "This address does not take that method.";
            case NOT_ACCEPTABLE -> "We cannot answer in a form that you accept.";
            case UNSUPPORTED_MEDIA_TYPE -> "We cannot read a body of this type.";
            case CONTENT_TOO_LARGE -> "That is more than we read.";
            case null, default -> null;
        };
        return ErrorAnswer.of(status, detail);
    }

    static ErrorAnswer unavailable() {
        return ErrorAnswer.of(SERVICE_UNAVAILABLE, "Not now; please try again soon.")
                .with(HttpHeaders.RETRY_AFTER, "10");
    }

    private static boolean isOutage(Throwable failure) {
        return failure instanceof NonTransientDataAccessResourceException
                || failure instanceof TransientDataAccessException
                || failure instanceof RecoverableDataAccessException
                || failure instanceof CannotCreateTransactionException
                || failure instanceof KeyServiceSilent;
    }
}
