package org.standwith.contributions.web;

import java.util.List;
import org.standwith.money.Verdict;
import org.standwith.problem.Problem;

/** What is wrong with a form, told at the part of it where it can be put right. */
final class FormMistakes {

    private FormMistakes() {}

    /** What we can tell in the visitor's language, before anybody else is asked. */
    static List<Problem.Field> in(ContributionForm form, Verdict verdict, Words words) {
        if (form.amount().amount().isEmpty()) {
            return atAmount(words.text("error.amount.missing"));
        }
        return switch (verdict) {
            case Verdict.Acceptable fine -> List.of();
            case Verdict.UnknownCurrency unknown -> atAmount(words.text("error.amount.currency"));
            case Verdict.NotAnAmount not ->
                atAmount(words.text("error.amount.not-a-number", not.decimals() == 0 ? "500" : "5.50"));
            case Verdict.BelowMinimum below -> atAmount(words.text("error.amount.below", words.text(below.minimum())));
            case Verdict.AboveMaximum above -> atAmount(words.text("error.amount.above", words.text(above.maximum())));
        };
    }

    static List<Problem.Field> in(Problem problem) {
        if (problem.fields().isEmpty()) {
            String detail = problem.getMessage();
            return List.of(new Problem.Field("", detail == null ? "" : detail));
        }
        return problem.fields().stream()
                .map(field -> new Problem.Field(part(field.name()), field.detail()))
                .toList();
    }

    private static List<Problem.Field> atAmount(String detail) {
        return List.of(new Problem.Field("amount", detail));
    }

    private static String part(String field) {
        String root = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        return switch (root) {
            case "amount", "cadence", "email", "provider" -> root;
            default -> "";
        };
    }
}
