package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Statements;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;
import org.standwith.vault.Erasure;

/** What is kept of passkeys, and what becomes of it. */
@WithMail
class PasskeysKeptTest {

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
    void aDeviceThatDoesNotCountIsWrittenDownNowhere() throws Exception {
        Device device = deviceOf(readers.gives());
        PasskeyVisit visit = stranger();
        String answer = device.answers(visit.askedToUse(), HOME);

        assertThat(Statements.of(() -> visit.uses(answer))).noneMatch(each -> each.contains("update passkey"));
        assertThat(visit.isIn()).isTrue();
    }

    @Test
    void whoeverIsErasedIsLetInNoMoreAndNoCopyOfItCanBeRead(@Autowired Erasure erasure) {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(ann.contribution().toString())
                .update();
        int before = keys();

        assertThat(erasure.erase(ann.supporter())).isInstanceOf(Erasure.Outcome.Erased.class);

        assertThat(stranger().uses(device).refusal()).isEqualTo(refusalOfAStranger());
        assertThat(keys()).isEqualTo(before - 1);
    }

    @Test
    void oneThatWasTamperedWithLetsNobodyInAndHoldsNoErasureUp(@Autowired Erasure erasure) {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);
        jdbc.sql("update passkey set sealed = reverse(sealed)").update();
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(ann.contribution().toString())
                .update();

        assertThat(stranger().uses(device).refusal()).isEqualTo(refusalOfAStranger());
        assertThat(erasure.erase(ann.supporter())).isInstanceOf(Erasure.Outcome.Erased.class);
        jdbc.sql("update passkey set sealed = reverse(sealed)").update();
        assertThat(stranger().uses(device).refusal()).isEqualTo(refusalOfAStranger());
    }

    @Test
    void whoGaveSeveralTimesKeepsItWhenOneOfThemIsErased(@Autowired Erasure erasure) {
        Reader first = readers.gives();
        Reader second = readers.gives(first.email());
        Device device = new Device();
        PasskeyVisit visit = new PasskeyVisit(byLink(first), HOME).adds(device);
        assertThat(visit.visit().page()).contains("Passkey 1, added in");
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(first.contribution().toString())
                .update();
        assertThat(erasure.erase(first.supporter())).isInstanceOf(Erasure.Outcome.Erased.class);

        PasskeyVisit later = stranger().uses(device);

        assertThat(later.visit().page()).contains("id=\"" + second.contribution() + "\"");
        assertThat(signedIn(second).visit().open("/account/sessions").page()).contains("Passkey 1, added in");
    }

    @Test
    void whatIsKeptOfItSaysNothing() {
        Reader ann = readers.gives();
        Device device = deviceOf(ann);
        String id = Base64.getUrlEncoder().encodeToString(device.id());

        String all = jdbc.sql("select concat(p.id, ' ', hex(credential), ' ', sealed, ' ', hex(holder)) from passkey p"
                        + " join passkey_holder h on h.passkey = p.id")
                .query(String.class)
                .list()
                .toString();

        assertThat(all)
                .isNotEmpty()
                .doesNotContain(
                        ann.supporter().toString(),
                        id,
                        HexFormat.of().withUpperCase().formatHex(device.id()),
                        "localhost");
    }

    @Test
    void aCopyOfAllThatIsHeldListsThem(@Autowired DataCopy copy, @Autowired Sessions sessions) {
        Reader ann = readers.gives();
        Reader again = readers.gives(ann.email());
        deviceOf(ann);
        new PasskeyVisit(byLink(ann), HOME).adds(new Device());
        SignedIn one = sessions.open(Set.of(ann.supporter()), SignedIn.Means.CODE, null)
                .who();
        SignedIn both = sessions.open(Set.of(ann.supporter(), again.supporter()), SignedIn.Means.LINK, null)
                .who();

        assertThat(files(copy.of(one, Locale.ENGLISH)))
                .containsOnlyOnce("\"passkeys\"")
                .containsOnlyOnce("\"address\" : \"localhost:8080\"")
                .contains("<dt>Passkeys by which you can sign in</dt>");
        assertThat(files(copy.of(both, Locale.ENGLISH)).split("\"address\"", -1))
                .hasSize(3);
    }

    private static String files(DataCopy.File copy) {
        StringBuilder all = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(copy.content()))) {
            while (in.getNextEntry() != null) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toString();
    }

    private Visit byLink(Reader reader) {
        Visit visit = readers.visit();
        visit.open("/account/sign-in").send("/account/sign-in/link", Map.of("email", reader.email()));
        time.pass(Duration.ofSeconds(5));
        return visit.open(readers.linksTo(reader.email()).getLast()).send("/account/sign-in/open", Map.of());
    }

    private int keys() {
        String keySchema = jdbc.sql("select database()").query(String.class).single() + "_keys";
        return jdbc.sql("select count(*) from " + keySchema + ".service_key where name like 'passkey:%'")
                .query(Integer.class)
                .single();
    }
}
