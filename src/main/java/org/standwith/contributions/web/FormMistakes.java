package org.standwith.contributions.web;

import java.util.List;
import org.standwith.money.Verdict;
import org.standwith.pages.AmountMistakes;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;

/** What is wrong with a form, told at the part of it where it can be put right. */
final class FormMistakes {

    private FormMistakes() {}

    /** What we can tell in the visitor's language, before anybody else is asked. */
    static List<Problem.Field> in(ContributionForm form, Verdict verdict, Words words) {
        if (form.amount().amount().isEmpty()) {
            return atAmount(words.text("error.amount.missing"));
        }
        return AmountMistakes.in(verdict, words).map(FormMistakes::atAmount).orElse(List.of());
    }

    /** That the notice has to be read, or read again because it says something else by now. */
    static List<Problem.Field> unread(ContributionForm form, Words words) {
        boolean changed = Boolean.TRUE.equals(form.acknowledged());
        return List.of(new Problem.Field(
                "acknowledged", changed ? words.text("error.acknowledged.changed") : words.text("error.acknowledged")));
    }

    /** Further down things are told in English, and more exactly: other languages have a text for each part of the form. */
    static List<Problem.Field> in(Problem problem, Words words) {
        if (problem.fields().isEmpty()) {
            String detail = problem.getMessage();
            return List.of(new Problem.Field("", told("error.failed", detail == null ? "" : detail, words)));
        }
        return problem.fields().stream()
                .map(field -> {
                    String part = part(field.name());
                    String key = part.isEmpty() ? "error.failed" : "error.part." + part;
                    return new Problem.Field(part, told(key, field.detail(), words));
                })
                .toList();
    }

    /** Whether somebody is asked once more if it shall really go on by itself. */
    static boolean askAboutRecurring(List<Problem.Field> mistakes) {
        return mistakes.stream().anyMatch(mistake -> mistake.name().equals("recurring"));
    }

    private static String told(String key, String detail, Words words) {
        boolean english = words.language().getLanguage().equals("en");
        return english && !key.endsWith(".recurring") ? detail : words.textOr(key, detail);
    }

    private static List<Problem.Field> atAmount(String detail) {
        return List.of(new Problem.Field("amount", detail));
    }

    private static String part(String field) {
        String root = field.contains(".") ? field.substring(0, field.indexOf('.')) : field;
        return switch (root) {
            case "amount", "cadence", "email", "provider", "country", "acknowledged" -> root;
            case "recurringConfirmed" -> "recurring";
            default -> "";
        };
    }
}
