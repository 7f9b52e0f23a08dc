package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address that there is, taken from what answers them, so that a new one keeps the same rules. */
@SiteTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoutesTest {

    /** The same for everybody, and nothing to do with any person. */
    private static final Set<String> KEPT = Set.of(
            "/theme.css",
            "/widget.js",
            "/api/v1/contribution-options",
            "/.well-known/jwks.json",
            "/v3/api-docs",
            "/v3/api-docs.yaml");

    private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
    private static final Pattern LOADED = Pattern.compile(
            "<(?:script|img|iframe|link|source|video|audio|object|embed)\\b[^>]*?(?:src|href|data)=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile("(?:href|action)=\"([^\"]*)\"");

    @Autowired
    private MockMvcTester web;

    @Autowired
    private Collection<RequestMappingHandlerMapping> handlers;

    record Route(HttpMethod method, String path) {}

    Stream<Route> routes() {
        List<Route> routes = new ArrayList<>();
        handlers.forEach(handler -> handler.getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().forEach(pattern -> {
                    Set<RequestMethod> methods = mapping.getMethodsCondition().getMethods();
                    String path =
                            pattern.replaceAll("\\{[^/]*}", UUID.randomUUID().toString());
                    (methods.isEmpty() ? Set.of(RequestMethod.GET) : methods)
                            .forEach(method -> routes.add(new Route(HttpMethod.valueOf(method.name()), path)));
                })));
        return routes.stream()
                .filter(route -> !route.path().startsWith("/sandbox"))
                .distinct();
    }

    @Test
    void theyAreFound() {
        assertThat(routes())
                .contains(
                        new Route(HttpMethod.GET, "/"),
                        new Route(HttpMethod.POST, "/checkouts"),
                        new Route(HttpMethod.GET, "/leave"),
                        new Route(HttpMethod.GET, "/other-ways"),
                        new Route(HttpMethod.POST, "/note"))
                .hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void t31NothingOfItIsKeptAndNobodyIsToldWhereTheVisitorWas(Route route) {
        MvcTestResult answer = ask(route);

        assertThat(answer).hasHeader("Referrer-Policy", "no-referrer").hasHeader("X-Content-Type-Options", "nosniff");
        if (!KEPT.contains(route.path())) {
            assertThat(answer.getResponse().getHeaders("Cache-Control"))
                    .singleElement()
                    .asString()
                    .contains("no-store");
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void t30NothingIsLoadedFromOthers(Route route) {
        MvcTestResult answer = ask(route);
        String policy = String.valueOf(answer.getResponse().getHeader("Content-Security-Policy"));

        assertThat(policy)
                .contains("default-src 'none'", "script-src 'self';", "connect-src 'self';", "style-src 'self';")
                .doesNotContain("frame-src", "unsafe");
        assertThat(LOADED.matcher(text(answer)).results().map(found -> found.group(1)))
                .allSatisfy(address -> assertThat(address).startsWith("/").doesNotStartWith("//"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void t31NoAddressHasAnythingPersonalInIt(Route route) {
        String page = text(ask(route));

        assertThat(LINK.matcher(page).results().map(found -> found.group(1)))
                .allSatisfy(address -> assertThat(address).doesNotContain("email=", "code=", "name=", "country="));
        assertThat(Pattern.compile("<form\\b[^>]*>").matcher(page).results().map(MatchResult::group))
                .allSatisfy(form -> assertThat(form).containsAnyOf("method=\"post\"", "id=\"pay\""));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void whatStandsInAHistoryDoesNotSayWhatForOrWhose(Route route) {
        if (route.path().startsWith("/office")) {
            return;
        }
        TITLE.matcher(text(ask(route)))
                .results()
                .forEach(title -> assertThat(title.group(1))
                        .isNotBlank()
                        .doesNotContainPattern(
                                "(?i)zq8|gazette|giv|gift|donat|contribut|support|pay|card|thank|money"));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyPageForEverybodyHasTheWayOut(Route route) {
        String page = text(ask(route));
        if (route.path().startsWith("/office") || route.path().equals("/note") || !page.contains("<html")) {
            return;
        }
        assertThat(page).contains("<a id=\"leave\" href=\"/leave\"", "src=\"/leave");
    }

    private MvcTestResult ask(Route route) {
        return web.method(route.method())
                .uri("https://localhost" + route.path())
                .exchange();
    }

    private static String text(MvcTestResult answer) {
        try {
            return answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }
}
