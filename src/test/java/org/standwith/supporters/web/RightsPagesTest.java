package org.standwith.supporters.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.standwith.Time;
import org.standwith.supporters.Readers;
import org.standwith.supporters.Readers.Reader;
import org.standwith.supporters.Visit;
import org.standwith.supporters.WithMail;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A copy of everything, and the end of everything. */
@WithMail
class RightsPagesTest {

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    private Reader ended() {
        Reader reader = readers.gives();
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(reader.contribution().toString())
                .update();
        return reader;
    }

    private Visit visitOf(Reader reader) {
        return readers.visit().signInBy(reader.code().reveal()).open("/account/data");
    }

    private static Map<String, String> unpack(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry each = in.getNextEntry(); each != null; each = in.getNextEntry()) {
                files.put(each.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void aCopyHasAllThatIsHeldForPeopleAndForPrograms() throws IOException {
        Reader ann = readers.gives();
        Visit visit = visitOf(ann).send("/account/data/copy", Map.of());

        assertThat(visit.header("Content-Type")).isEqualTo("application/zip");
        assertThat(visit.header("Content-Disposition"))
                .matches("attachment; filename=\"documents-\\d{4}-\\d\\d-\\d\\d\\.zip\"");
        assertThat(visit.header("Cache-Control")).isEqualTo("no-store");
        Map<String, String> files = unpack(visit.content());
        assertThat(files).containsOnlyKeys("index.html", "data.json");
        JsonNode data = JsonMapper.shared().readTree(files.get("data.json")).get(0);
        assertThat(data.get("email").stringValue()).isEqualTo(ann.email());
        assertThat(data.get("contributions").get(0).get("id").stringValue())
                .isEqualTo(ann.contribution().toString());
        assertThat(data.get("toldByProviders").toString()).contains("\"minor\":2000");
        assertThat(data.get("signedIn").intValue()).isEqualTo(1);
        assertThat(files.get("index.html"))
                .contains(
                        "<dt>E-mail address</dt><dd>" + ann.email() + "</dd>",
                        ann.contribution().toString())
                .doesNotContain("src=", "href=", "url(");
    }

    @Test
    void theCopyIsInTheirLanguageAndWhatIsInItIsText() throws IOException {
        Reader ann = readers.gives("<b>&@mail.example");
        Visit visit = readers.visit().signInBy(ann.code().reveal()).open("/account/data?locale=ru");

        String page = String.valueOf(
                unpack(visit.send("/account/data/copy", Map.of()).content()).get("index.html"));

        assertThat(page).contains("lang=\"ru\"", "<dt>Адрес электронной почты</dt>", "&lt;b&gt;&amp;@mail.example");
    }

    @Test
    void whoeverWantsToBeForgottenIsAndCanLookItUp() {
        Reader ann = ended();
        Visit visit = visitOf(ann);

        visit.send("/account/data/erasure", Map.of("sure", "true"));
        assertThat(visit.at()).startsWith("/farewell/");
        assertThat(visit.page()).contains("We are forgetting you", "http-equiv=\"refresh\"");
        String certificate = visit.at();
        time.pass(Duration.ofMinutes(1));

        visit.open(certificate);
        assertThat(visit.page())
                .contains("You are forgotten", "was destroyed on March")
                .doesNotContain("refresh");
        assertThat(visit.open("/account").at()).isEqualTo("/account/sign-in");
        assertThat(readers.visit().signInBy(ann.code().reveal()).status()).isEqualTo(422);
        assertThat(jdbc.sql("select count(*) from dossier where id = ?")
                        .param(ann.supporter().toString())
                        .query(Integer.class)
                        .single())
                .isZero();

        time.pass(Duration.ofDays(31));
        assertThat(visit.open(certificate).status()).isEqualTo(404);
    }

    @Test
    void askedForTwiceItIsOneWish() {
        Visit visit = visitOf(ended());
        Visit again = readers.visit();
        again.cookies().putAll(visit.cookies());

        String first =
                visit.send("/account/data/erasure", Map.of("sure", "true")).at();
        String second = again.open("/account/data")
                .send("/account/data/erasure", Map.of("sure", "true"))
                .at();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void nobodyIsForgottenByASingleClick() {
        Reader ann = ended();
        Visit visit = visitOf(ann).send("/account/data/erasure", Map.of());

        assertThat(visit.status()).isEqualTo(422);
        assertThat(visit.page()).contains("Please tick that you understand");
        time.pass(Duration.ofMinutes(1));
        assertThat(jdbc.sql("select count(*) from dossier where id = ?")
                        .param(ann.supporter().toString())
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    void aNumberThatSomebodyMadeUpTellsNothing() {
        assertThat(readers.visit().open("/farewell/" + UUID.randomUUID()).status())
                .isEqualTo(404);
    }
}
