package org.standwith.supporters;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.WebUtils;
import org.standwith.vault.BlindIndexes;
import org.standwith.vault.BlindIndexes.Purpose;
import org.standwith.vault.Secret;

/**
 * A passkey answers a challenge of ours: once, within minutes, in the browser and at the address where it was asked for.
 * Nothing is kept of a challenge that nobody has answered: it follows, by a key of ours, from the browser's cookie, so that
 * any node knows it.
 */
@Component
class Ceremonies {

    static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private static final String COOKIE = "ceremony";

    private static final Pattern WRITTEN = Pattern.compile("([A-Za-z0-9_-]{43})\\.(\\d{1,12})");

    /**
     * What was asked.
     *
     * @param challenge to be signed
     * @param handle under which a device keeps a passkey that is made by this; random, and nobody's name
     */
    record Ceremony(byte[] challenge, byte[] handle) {}

    private record Held(Secret secret, Instant until) {}

    private final BlindIndexes indexes;
    private final JdbcClient jdbc;
    private final Clock clock;

    Ceremonies(BlindIndexes indexes, JdbcClient jdbc, Clock clock) {
        this.indexes = indexes;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param what is asked and of whom: its answer answers nothing else */
    Ceremony begin(String what, HttpServletRequest request, HttpServletResponse response) {
        Held held = new Held(Secret.random(), clock.instant().plus(GOOD_FOR).truncatedTo(ChronoUnit.SECONDS));
        String written = held.secret().reveal() + "." + held.until().getEpochSecond();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie(written, GOOD_FOR, request));
        return ceremony(what, held);
    }

    /** What this browser was asked, once; nothing where it was not, or too long ago. */
    @Transactional
    Optional<Ceremony> end(String what, HttpServletRequest request, HttpServletResponse response) {
        Held held = held(request).orElse(null);
        if (held == null) {
            return Optional.empty();
        }
        response.addHeader(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request));
        return held.until().isAfter(clock.instant()) && spend(held)
                ? Optional.of(ceremony(what, held))
                : Optional.empty();
    }

    @Transactional
    void removeOver() {
        jdbc.sql("delete from passkey_challenge where until <= ?")
                .param(utc(clock.instant()))
                .update();
    }

    private boolean spend(Held held) {
        Instant hour = held.until().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        return jdbc.sql("insert ignore into passkey_challenge (hash, until) values (?, ?)")
                        .params(held.secret().hash(), utc(hour))
                        .update()
                == 1;
    }

    /** Of a cookie that somebody made up, nobody knows the challenge. */
    private Ceremony ceremony(String what, Held held) {
        String all = what + " " + held.secret().reveal() + " " + held.until();
        return new Ceremony(index("passkey challenge " + all), index("passkey handle " + all));
    }

    private byte[] index(String text) {
        return indexes.of(Purpose.SIGN_IN, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Held> held(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .map(WRITTEN::matcher)
                .filter(Matcher::matches)
                .flatMap(found -> Secret.read(found.group(1))
                        .map(secret -> new Held(secret, Instant.ofEpochSecond(Long.parseLong(found.group(2))))));
    }

    private static String cookie(String value, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value)
                .path("/account")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .maxAge(age)
                .build()
                .toString();
    }

    private static LocalDateTime utc(Instant at) {
        return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
