package org.standwith.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class HomesTest {

    private static final URI PUBLIC = URI.create("https://give.example.org");
    private static final URI ONION = URI.create("http://gazette.onion");
    private static final URI MIRROR = URI.create("https://mirror.example.net");

    private final Homes homes = new Homes(PUBLIC, ONION, List.of(MIRROR));

    @Test
    void whoeverComesByTheOnionServiceOrAMirrorStaysThere() {
        assertThat(at("http", "gazette.onion", 80)).isEqualTo(ONION);
        assertThat(at("https", "Mirror.Example.net", 443)).isEqualTo(MIRROR);
    }

    @Test
    void nobodyIsLedToAHostThatTheyMadeUp() {
        assertThat(at("https", "evil.example.com", 443)).isNull();
        assertThat(at("https", "mirror.example.net", 8443)).isNull();
        assertThat(at("https", "give.example.org", 443)).isNull();
    }

    @Test
    void whoeverIsAtNoneOfTheOthersIsAtThePublicOne() {
        assertThat(homes.at(request("https", "mirror.example.net", 443))).isEqualTo(MIRROR);
        assertThat(homes.at(request("https", "evil.example.com", 443))).isEqualTo(PUBLIC);
    }

    private @Nullable URI at(String scheme, String host, int port) {
        return homes.of(request(scheme, host, port));
    }

    private static MockHttpServletRequest request(String scheme, String host, int port) {
        var request = new MockHttpServletRequest("GET", "/");
        request.setScheme(scheme);
        request.setServerName(host);
        request.setServerPort(port);
        return request;
    }
}
