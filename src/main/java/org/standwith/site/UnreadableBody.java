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
            case UnrecognizedPropertyException unknown
            when isOfAField(unknown.getPropertyName()) -> at(unknown, "There is no such field.");
            case UnrecognizedPropertyException unknown -> at(unknown, "There is a field here that we do not know.");
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
            String name = step.getPropertyName();
            if (name == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else if (isOfAField(name)) {
                path.append(path.isEmpty() ? "" : ".").append(name);
            } else {
                break;
            }
        }
        return path.toString();
    }

    /** What is no name of ours is the caller's own text. A misspelt one helps; an address or a number is not said back. */
    private static boolean isOfAField(String name) {
        return name.matches("[a-z]{1,12}([A-Z][a-z]{0,11}){0,3}");
    }
}
