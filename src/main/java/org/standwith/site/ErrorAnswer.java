package org.standwith.site;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.problem.Problem;

/**
 * What we say when something is wrong, before it is put into JSON or a page.
 *
 * @param detail one sentence that is safe to show; absent where the fault is ours
 */
record ErrorAnswer(
        HttpStatusCode status, String type, @Nullable String detail, List<Problem.Field> fields, HttpHeaders headers) {

    /** The body after RFC 9457, without {@code instance}: it would repeat the ids in the address. */
    record Body(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String field,
            @Nullable List<Fault> errors) {}

    record Fault(String field, String detail) {}

    /** An answer that is named by its status alone. */
    static ErrorAnswer of(HttpStatusCode status, @Nullable String detail) {
        return of(status, slug(status), detail, List.of());
    }

    static ErrorAnswer of(HttpStatusCode status, String slug, @Nullable String detail, List<Problem.Field> fields) {
        return new ErrorAnswer(status, "urn:standwith:problem:" + slug, detail, fields, new HttpHeaders());
    }

    /** One field of the request is at fault. */
    static ErrorAnswer field(HttpStatusCode status, String slug, String field, String detail) {
        return of(status, slug, detail, List.of(new Problem.Field(field, detail)));
    }

    ErrorAnswer with(String header, String value) {
        HttpHeaders more = new HttpHeaders(headers);
        more.set(header, value);
        return new ErrorAnswer(status, type, detail, fields, more);
    }

    ErrorAnswer with(HttpHeaders more) {
        return new ErrorAnswer(status, type, detail, fields, more);
    }

    Body body() {
        List<Fault> faults = fields.stream()
                .map(field -> new Fault(field.name(), field.detail()))
                .toList();
        return new Body(
                type,
                title(),
                status.value(),
                detail,
                faults.isEmpty() ? null : faults.getFirst().field(),
                faults.isEmpty() ? null : faults);
    }

    ResponseEntity<Body> asJson() {
        return ResponseEntity.status(status)
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body());
    }

    ModelAndView asPage(String path) {
        ModelAndView page = new ModelAndView("error/page");
        page.setStatus(status);
        page.addObject("status", status.value());
        page.addObject("detail", detail);
        page.addObject("path", path);
        return page;
    }

    private String title() {
        return status instanceof HttpStatus known ? known.getReasonPhrase() : "Error";
    }

    private static String slug(HttpStatusCode status) {
        return switch (HttpStatus.resolve(status.value())) {
            case null -> "error";
            case UNAUTHORIZED -> "unauthenticated";
            case INTERNAL_SERVER_ERROR -> "internal";
            case SERVICE_UNAVAILABLE -> "unavailable";
            case HttpStatus known -> known.name().toLowerCase(Locale.ROOT).replace('_', '-');
        };
    }
}
