package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Passkeys: who has them, sees them and may add them. */
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

    private String refusalOfAStranger() {
        return stranger().uses(new Device()).refusal();
    }

    @Test
    void whoeverHasAddedOneSignsInByIt() {
        Reader ann = readers.gives();
        Device device = new Device();
        PasskeyVisit first = signedIn(ann).adds(device);
        assertThat(first.visit().at()).isEqualTo("/account/sessions");
        assertThat(first.visit().page()).contains("The passkey is added", "Passkey 1, added in ");

        PasskeyVisit later = stranger().uses(device);

        assertThat(later.visit().at()).isEqualTo("/account");
        assertThat(later.visit().page()).contains("id=\"" + ann.contribution() + "\"");
        assertThat(later.visit().open("/account/sessions").page()).contains("By passkey", "By supporter code");
    }

    @Test
    void whatABrowserIsAskedTellsNothingOfAnybody() {
        Reader ann = readers.gives();
        PasskeyVisit visit = signedIn(ann);
        JsonNode unknown = JsonMapper.shared().readTree(stranger().askedToUse());
        JsonNode known = JsonMapper.shared().readTree(visit.adds(new Device()).askedToAdd());

        assertThat(unknown.propertyNames())
                .containsExactlyInAnyOrder("challenge", "timeout", "rpId", "allowCredentials", "userVerification");
        assertThat(unknown.get("allowCredentials").isEmpty()).isTrue();
        assertThat(known.at("/rp").toString()).isEqualTo("{\"id\":\"localhost\",\"name\":\"Account\"}");
        assertThat(known.at("/user/name").stringValue()).isEqualTo("User");
        assertThat(known.at("/user/displayName").stringValue()).isEqualTo("User");
        assertThat(known.toString()).doesNotContain(ann.supporter().toString(), ann.email(), "Gazette");
        assertThat(known.at("/user/id").stringValue())
                .isNotEqualTo(JsonMapper.shared()
                        .readTree(visit.askedToAdd())
                        .at("/user/id")
                        .stringValue());
    }

    @Test
    void nobodyIsAskedTwiceToMakeOneOnTheSameDevice() {
        Device device = new Device();
        PasskeyVisit visit = signedIn(readers.gives()).adds(device);

        JsonNode there = JsonMapper.shared().readTree(visit.askedToAdd()).get("excludeCredentials");

        assertThat(there.size()).isOne();
        assertThat(Base64.getUrlDecoder().decode(there.at("/0/id").stringValue()))
                .isEqualTo(device.id());
    }

    @Test
    void oneThatWasRemovedLetsNobodyIn() {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);
        Device other = deviceOf(ann);

        PasskeyVisit visit = signedIn(ann).removesTheFirst();

        assertThat(visit.visit().page())
                .contains("The passkey is removed", "Passkey 2, added in")
                .doesNotContain("Passkey 1, added in");
        assertThat(stranger().uses(device).refusal()).isEqualTo(refusalOfAStranger());
        assertThat(stranger().uses(other).isIn()).isTrue();
    }

    @Test
    void whoeverGivesWithSomebodyElsesAddressDoesNotSeeThatItsOwnerHasOne() {
        Reader ann = readers.gives();
        Reader stranger = readers.gives(ann.email());
        Device device = new Device();
        new PasskeyVisit(byLink(ann), HOME).adds(device);

        PasskeyVisit visit = signedIn(stranger);

        assertThat(visit.visit().open("/account/sessions").page()).doesNotContain("Passkey 1");
        assertThat(JsonMapper.shared()
                        .readTree(visit.askedToAdd())
                        .get("excludeCredentials")
                        .isEmpty())
                .isTrue();
    }

    @Test
    void whoeverKnowsTheNameOfOneDoesNotRemoveItFromSomebodyElse(
            @Autowired Passkeys passkeys, @Autowired Sessions sessions) {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);
        SignedIn mine = sessions.open(Set.of(ann.supporter()), SignedIn.Means.CODE, null)
                .who();
        SignedIn other = sessions.open(Set.of(readers.gives().supporter()), SignedIn.Means.CODE, null)
                .who();

        passkeys.remove(other, passkeys.of(mine).getFirst().id());

        assertThat(stranger().uses(device).isIn()).isTrue();
    }

    @Test
    void nobodyHasMoreThanTheyCanTellApart() {
        Reader ann = readers.gives();
        PasskeyVisit visit = signedIn(ann);
        for (int i = 0; i < Passkeys.MOST; i++) {
            visit.adds(new Device());
        }

        assertThat(visit.visit().page()).contains("Passkey 10, added in").doesNotContain("Add a passkey");
    }

    @Test
    void whereTheyMustNotLeaveTracesNoneIsOfferedAndWhatIsThereCanBeRemoved(
            @Autowired Dossiers dossiers, @Autowired TransactionTemplate transaction) {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);
        PasskeyVisit visit = signedIn(ann);
        String late = new Device().makes(visit.askedToAdd(), HOME);
        transaction.executeWithoutResult(status -> dossiers.change(
                ann.supporter(), dossier -> dossier.withHandling(new Dossier.Handling("PROTECTED", "1"))));

        assertThat(visit.adds(late).visit().page())
                .contains("No passkey was added", "Passkey 1, added in")
                .doesNotContain("Add a passkey", "data-passkey", "passkey.js");
        assertThat(visit.askedToAdd()).isEmpty();
        assertThat(visit.visit().status()).isEqualTo(403);
        assertThat(stranger().uses(device).isIn()).isTrue();
        assertThat(visit.removesTheFirst().visit().page()).doesNotContain("Passkey");
    }

    @Test
    void withoutAScriptNothingOfItAppears() {
        PasskeyVisit visit = signedIn(readers.gives());

        assertThat(visit.visit().open("/account/sessions").page())
                .contains("<section class=\"changing passkeys\" hidden=\"hidden\">");
        assertThat(stranger().visit().open("/account/sign-in").page()).contains("<div class=\"way passkeys\" hidden>");
    }

    private Visit byLink(Reader reader) {
        Visit visit = readers.visit();
        visit.open("/account/sign-in").send("/account/sign-in/link", Map.of("email", reader.email()));
        time.pass(Duration.ofSeconds(5));
        return visit.open(readers.linksTo(reader.email()).getLast()).send("/account/sign-in/open", Map.of());
    }
}
