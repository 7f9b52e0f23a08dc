package org.standwith.supporters;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;
import org.standwith.pages.Words;

/** What is kept of somebody as a page that can be read without us: nothing in it is fetched from anywhere. */
final class DataPage {

    private static final String STYLE = "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}"
            + "dt{font-weight:bold;margin-top:.6rem}dd{margin-left:1rem;overflow-wrap:anywhere}"
            + "li{margin:.6rem 0}:root{color-scheme:light dark}";

    private final Words words;

    DataPage(Words words) {
        this.words = words;
    }

    String of(List<Map<String, Object>> all) {
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(words.language().toLanguageTag())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n<title>")
                .append(text(words.text("export.title")))
                .append("</title>\n<style>")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(text(words.text("export.title")))
                .append("</h1>\n<p>")
                .append(text(words.text("export.what")))
                .append("</p>\n");
        all.forEach(each -> value(each, page));
        return page.append("</body>\n</html>\n").toString();
    }

    private void value(@Nullable Object value, StringBuilder page) {
        switch (value) {
            case Map<?, ?> map -> {
                page.append("<dl>\n");
                map.forEach((name, each) -> {
                    page.append("<dt>")
                            .append(text(named(String.valueOf(name))))
                            .append("</dt><dd>");
                    value(each, page);
                    page.append("</dd>\n");
                });
                page.append("</dl>\n");
            }
            case List<?> list when list.isEmpty() -> page.append("–");
            case List<?> list -> {
                page.append("<ol>\n");
                list.forEach(each -> {
                    page.append("<li>");
                    value(each, page);
                    page.append("</li>\n");
                });
                page.append("</ol>\n");
            }
            case null -> page.append("–");
            default -> page.append(text(value.toString()));
        }
    }

    /** In words, where there are none of ours as programs call it. */
    private String named(String name) {
        return words.textOr(
                "export." + name, name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
    }

    private static String text(String plain) {
        return HtmlUtils.htmlEscape(plain, "UTF-8");
    }
}
