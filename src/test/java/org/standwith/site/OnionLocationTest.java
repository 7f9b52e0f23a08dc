package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OnionLocationTest {

    private static final URI ONION = URI.create("http://gazette.onion");

    @Test
    void whoeverComesOverTorIsToldWhereWeAreWithinIt() {
        assertThat(told(ONION, "GET", "https", "give.example.org", "/remind?locale=ru"))
                .isEqualTo("http://gazette.onion/remind?locale=ru");
    }

    @Test
    void whoeverIsThereAlreadyIsToldNothing() {
        assertThat(told(ONION, "GET", "https", "gazette.onion", "/")).isNull();
    }

    @Test
    void whereThereIsNoneNobodyIsToldOfIt() {
        assertThat(told(null, "GET", "https", "give.example.org", "/")).isNull();
    }

    @Test
    void overAnOpenConnectionItIsNotTold() {
        assertThat(told(ONION, "GET", "http", "give.example.org", "/")).isNull();
        assertThat(told(ONION, "POST", "https", "give.example.org", "/checkouts"))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/office", "/office/keys", "/api/v1/checkouts", "/webhooks/stripe"})
    void staffAndProgramsAreNotSentThere(String path) {
        assertThat(told(ONION, "GET", "https", "give.example.org", path)).isNull();
    }

    private static @Nullable String told(
            @Nullable URI onion, String method, String scheme, String host, String address) {
        URI asked = URI.create(address);
        var request = new MockHttpServletRequest(method, asked.getPath());
        request.setQueryString(asked.getQuery());
        request.setScheme(scheme);
        request.setSecure(scheme.equals("https"));
        request.setServerName(host);
        var response = new MockHttpServletResponse();
        new OnionLocation(onion).writeHeaders(request, response);
        return response.getHeader("Onion-Location");
    }
}
