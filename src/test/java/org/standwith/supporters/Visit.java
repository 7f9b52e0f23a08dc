package org.standwith.supporters;

import static java.util.stream.Collectors.toMap;

import jakarta.servlet.http.Cookie;
import java.io.UnsupportedEncodingException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

/** A browser without JavaScript: it keeps cookies, sends forms as they are in the page, and goes where it is led. */
public final class Visit {

    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]*action=\"([^\"]*)\"[^>]*>(.*?)</form>");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");

    private final MockMvcTester web;
    private final String home;
    private final Map<String, Cookie> cookies = new LinkedHashMap<>();
    private String page = "";
    private String at = "";
    private Map<String, String> headers = Map.of();
    private byte[] content = {};
    private int status;

    Visit(MockMvcTester web, String home) {
        this.web = web;
        this.home = home;
    }

    /** Opens an address below its home, or a whole one. */
    public Visit open(String address) {
        URI there = URI.create(home).resolve(address);
        return go(HttpMethod.GET, there.toString(), Map.of());
    }

    /** Sends the form of the page that leads to this path, with what it has hidden and these. */
    public Visit send(String path, Map<String, String> fields) {
        Matcher forms = FORM.matcher(page);
        while (forms.find()) {
            if (forms.group(1).equals(path)) {
                Map<String, String> all = new LinkedHashMap<>();
                HIDDEN.matcher(forms.group(2)).results().forEach(each -> all.put(each.group(1), each.group(2)));
                all.putAll(fields);
                return go(HttpMethod.POST, home + path, all);
            }
        }
        throw new AssertionError("No form for " + path + " in\n" + page);
    }

    /** A form that is not from the page. */
    public Visit post(String path, Map<String, String> fields) {
        return go(HttpMethod.POST, home + path, fields);
    }

    public Visit signInBy(String code) {
        return open("/account/sign-in").send("/account/sign-in/code", Map.of("code", code));
    }

    public String page() {
        return page;
    }

    /** What the page has hidden under this name. */
    public String hidden(String name) {
        return HIDDEN.matcher(page)
                .results()
                .filter(each -> each.group(1).equals(name))
                .findFirst()
                .orElseThrow()
                .group(2);
    }

    /** Of the last answer, as it came. */
    public byte[] content() {
        return content;
    }

    /** Of the last answer; empty where it has none. */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The path of what is shown. */
    public String at() {
        return at;
    }

    public int status() {
        return status;
    }

    public Map<String, Cookie> cookies() {
        return cookies;
    }

    private Visit go(HttpMethod method, String address, Map<String, String> fields) {
        var request = web.method(method).uri(address);
        // What a browser leaves out, a mocked request takes for 80.
        request.with(each -> {
            each.setServerPort(
                    URI.create(address).getPort() > 0 ? URI.create(address).getPort() : each.isSecure() ? 443 : 80);
            return each;
        });
        fields.forEach(request::param);
        if (!cookies.isEmpty()) {
            request.cookie(cookies.values().toArray(Cookie[]::new));
        }
        MvcTestResult answer = request.exchange();
        for (Cookie each : answer.getResponse().getCookies()) {
            if (each.getMaxAge() == 0) {
                cookies.remove(each.getName());
            } else {
                cookies.put(each.getName(), each);
            }
        }
        content = answer.getResponse().getContentAsByteArray();
        status = answer.getResponse().getStatus();
        headers = answer.getResponse().getHeaderNames().stream()
                .collect(toMap(
                        each -> each,
                        each -> String.valueOf(answer.getResponse().getHeader(each))));
        String next = answer.getResponse().getRedirectedUrl();
        if (next != null) {
            return open(next);
        }
        at = URI.create(address).getPath();
        try {
            page = answer.getResponse().getContentAsString();
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }
}
