package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;

/** Signing in by a passkey. */
@WithMail
class PasskeysTest {

    private static final String HOME = "http://localhost:8080";

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    private PasskeyVisit stranger() {
        return new PasskeyVisit(readers.visit(), HOME);
    }

    private PasskeyVisit signedIn(Reader reader) {
        return new PasskeyVisit(readers.visit().signInBy(reader.code().reveal()), HOME);
    }

    private Device deviceOf(Reader reader) {
        Device device = new Device();
        signedIn(reader).adds(device);
        return device;
    }

    /** What everybody is told whom no passkey lets in; only the token of the form differs. */
    private static String refusal(PasskeyVisit visit) {
        assertThat(visit.visit().status()).isEqualTo(422);
        String page = visit.visit().page().replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "");
        assertThat(page).contains("No passkey has let you in");
        assertThat(visit.isIn()).isFalse();
        return page;
    }

    private String refusalOfAStranger() {
        return refusal(stranger().uses(new Device()));
    }

    @Test
    void whoeverHasAddedOneSignsInByIt() {
        Reader ann = readers.gives();
        Device device = new Device();
        PasskeyVisit first = signedIn(ann).adds(device);
        assertThat(first.visit().at()).isEqualTo("/account/sessions");
        assertThat(first.visit().page()).contains("The passkey is added", "Passkey 1, added in March 2026");

        PasskeyVisit later = stranger().uses(device);

        assertThat(later.visit().at()).isEqualTo("/account");
        assertThat(later.visit().page()).contains("id=\"" + ann.contribution() + "\"");
        assertThat(later.visit().open("/account/sessions").page()).contains("By passkey", "By supporter code");
    }
}
