package org.standwith.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import standwith.sandbox.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Under which names providers are sent anything, and under which they may be. */
final class Sent {

    static final Set<String> ALLOWED = Set.of();

    static final Set<String> ALLOWED_HEADERS = Set.of();

    private Sent() {}

    /** Of the query, and of a body that is a form or JSON; numbers of elements are left out. */
    static Set<String> namesIn(Request request) {
        String provider = request.path().startsWith("/stripe/") ? "stripe " : "paypal ";
        String query = request.query() == null ? "" : request.query();
        Set<String> names = new HashSet<>();
        Stream.of(query.split("&")).forEach(each -> add(names, provider, each));
        String type = String.join(" ", request.headers().getOrDefault("content-type", List.of()));
        if (type.contains("json") && !request.body().isEmpty()) {
            walk(names, provider, "", JsonMapper.shared().readTree(request.body()));
        } else {
            Stream.of(request.body().split("&")).forEach(each -> add(names, provider, each));
        }
        return names;
    }

    private static void add(Set<String> names, String provider, String pair) {
        if (!pair.isEmpty()) {
            String name = URLDecoder.decode(pair.replaceFirst("=.*", ""), UTF_8);
            names.add(provider + name.replaceAll("\\[\\d+]", "[]"));
        }
    }

    private static void walk(Set<String> names, String provider, String path, JsonNode node) {
        if (node.isArray()) {
            node.forEach(each -> walk(names, provider, path + "[]", each));
        } else if (node.isObject()) {
            node.properties()
                    .forEach(each -> walk(
                            names,
                            provider,
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(),
                            each.getValue()));
        } else {
            names.add(provider + path);
        }
    }
}
