package org.standwith.site;

import static org.springframework.http.HttpStatus.BAD_REQUEST;

import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Names the field at which a JSON body stops to make sense, without repeating what was in it. */
final class UnreadableBody {

    private static final String SLUG = "malformed-json";

    private UnreadableBody() {}

    static ErrorAnswer answer(HttpMessageNotReadableException unreadable) {
        return switch (unreadable.getCause()) {
            case UnrecognizedPropertyException unknown -> at(unknown, "There is no such field.");
            case DatabindException wrong -> at(wrong, "This is not of the right form.");
            case null, default ->
                ErrorAnswer.of(BAD_REQUEST, SLUG, "The body is not JSON that we can read.", List.of());
        };
    }

    private static ErrorAnswer at(DatabindException wrong, String detail) {
        String path = path(wrong);
        return path.isEmpty()
                ? ErrorAnswer.of(BAD_REQUEST, SLUG, "The body is not of the right form.", List.of())
                : ErrorAnswer.field(BAD_REQUEST, SLUG, path, detail);
    }

    private static String path(JacksonException wrong) {
        StringBuilder path = new StringBuilder();
        for (Reference step : wrong.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        }
        // A field's name is the caller's own text: long ones are none of ours.
        return path.length() <= 100 ? path.toString() : path.substring(0, 100);
    }
}
