package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockServletContext;
import org.standwith.site.SiteProperties.Organisation;

class SessionCookieTest {

    @ParameterizedTest
    @CsvSource({"https://give.example.org, true", "http://localhost:8080, false"})
    void aSecureSiteKeepsItsCookieToSecureConnections(URI address, boolean secure) throws Exception {
        var site = new SiteProperties(
                address, List.of(), null, List.of(), new Organisation("Gazette", ZoneOffset.UTC, "#000"));
        var server = new MockServletContext();

        new SecurityConfiguration().sessionCookie(site).onStartup(server);

        assertThat(server.getSessionCookieConfig().isSecure()).isEqualTo(secure);
    }
}
