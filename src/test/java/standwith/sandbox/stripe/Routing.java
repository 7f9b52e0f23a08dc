package standwith.sandbox.stripe;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Finds what a call is for, and refuses parameters that this does not know. */
final class Routing {

    private final List<Route> all = new ArrayList<>();

    /** @param action of the id in the path, or of nothing, and the parameters */
    private record Route(String method, Pattern path, Set<String> known, BiFunction<String, Form, ObjectNode> action) {}

    void get(String path, Set<String> known, BiFunction<String, Form, ObjectNode> action) {
        add("GET", path, known, action);
    }

    void post(String path, Set<String> known, BiFunction<String, Form, ObjectNode> action) {
        add("POST", path, known, action);
    }

    void delete(String path, Set<String> known, BiFunction<String, Form, ObjectNode> action) {
        add("DELETE", path, known, action);
    }

    private void add(String method, String path, Set<String> known, BiFunction<String, Form, ObjectNode> action) {
        all.add(new Route(method, Pattern.compile(path.replace("{id}", "([A-Za-z0-9_.-]+)")), known, action));
    }

    ObjectNode handle(String method, String path, Form form) {
        for (Route route : all) {
            Matcher matcher = route.path().matcher(path);
            if (route.method().equals(method) && matcher.matches()) {
                form.allowOnly(route.known());
                return route.action().apply(matcher.groupCount() == 0 ? "" : matcher.group(1), form);
            }
        }
        throw StripeError.noSuchUrl(method, path);
    }
}
