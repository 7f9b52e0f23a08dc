package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;

/** What the script of our pages does with a device, without a browser. */
public record PasskeyVisit(Visit visit, String origin) {

    private static final String SIGN_IN = "/account/sign-in/passkey";
    private static final String ACCOUNT = "/account/passkeys";
    private static final Pattern REMOVAL = Pattern.compile("action=\"(/account/passkeys/[0-9a-f-]{36}/removal)\"");

    /** What the browser is asked to make a passkey by. */
    String askedToAdd() {
        return asked("/account/sessions", ACCOUNT);
    }

    /** What the browser is asked to sign in by. */
    String askedToUse() {
        return asked("/account/sign-in", SIGN_IN);
    }

    public PasskeyVisit adds(Device device) {
        return adds(device.makes(askedToAdd(), origin));
    }

    PasskeyVisit adds(String answer) {
        visit.open("/account/sessions");
        visit.post(ACCOUNT, Map.of("_csrf", visit.hidden("_csrf"), "answer", answer));
        return this;
    }

    PasskeyVisit uses(Device device) {
        return uses(device.answers(askedToUse(), origin));
    }

    PasskeyVisit uses(String answer) {
        visit.open("/account/sign-in");
        visit.post(SIGN_IN, Map.of("_csrf", visit.hidden("_csrf"), "answer", answer));
        return this;
    }

    public PasskeyVisit removesTheFirst() {
        visit.open("/account/sessions");
        visit.send(
                REMOVAL.matcher(visit.page())
                        .results()
                        .findFirst()
                        .orElseThrow()
                        .group(1),
                Map.of());
        return this;
    }

    boolean isIn() {
        return visit.open("/account").at().equals("/account");
    }

    /** What everybody is told whom no passkey lets in; only the token of the form differs. */
    String refusal() {
        assertThat(visit.status()).isEqualTo(422);
        String page = visit.page().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
        assertThat(page).contains("No passkey has let you in");
        assertThat(isIn()).isFalse();
        return page;
    }

    private String asked(String page, String form) {
        visit.open(page);
        visit.post(form + "/challenge", Map.of("_csrf", visit.hidden("_csrf")));
        return new String(visit.content(), StandardCharsets.UTF_8);
    }
}
