package org.standwith.staff.web;

import java.util.Map;
import java.util.stream.Collectors;
import org.standwith.problem.Problem;

/** What is wrong with a form, by field, as its template shows it. */
final class Errors {

    private Errors() {}

    static Map<String, String> of(Problem problem) {
        return problem.fields().isEmpty()
                ? Map.of("form", problem.getMessage())
                : problem.fields().stream()
                        .collect(
                                Collectors.toMap(Problem.Field::name, Problem.Field::detail, (first, second) -> first));
    }
}
