package org.standwith.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://news.example.org/,       https://news.example.org",
        "https://news.example.org:443,    https://news.example.org",
        "http://newsonion.onion:80/a,     http://newsonion.onion",
        "HTTPS://News.Example.org,        https://news.example.org",
        "https://news.example.org:80,     https://news.example.org:80",
        "http://localhost:8080,           http://localhost:8080"
    })
    void anOriginIsWrittenAsABrowserWritesIt(URI configured, String origin) {
        assertThat(Origins.originOf(configured)).isEqualTo(origin);
    }
}
