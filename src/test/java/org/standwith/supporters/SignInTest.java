package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.Statements;
import org.standwith.Time;
import org.standwith.supporters.Readers.Reader;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Erasure;

/** How supporters come in, by a browser that runs no scripts. */
@WithMail
class SignInTest {

    private static final URI HOME = URI.create("http://localhost:8080");

    @Autowired
    Readers readers;

    @Autowired
    Time time;

    @Autowired
    JdbcClient jdbc;

    private Visit ask(Visit visit, String email) {
        return visit.open("/account/sign-in").send("/account/sign-in/link", Map.of("email", email));
    }

    /** Asks for a link and waits for it. */
    private String linkTo(String email, Visit visit) {
        ask(visit, email);
        time.pass(Duration.ofSeconds(5));
        return readers.linksTo(email).getLast();
    }

    private Visit follow(String link, Visit visit) {
        return visit.open(link).send("/account/sign-in/open", Map.of());
    }

    @Test
    void aLinkLetsInWhoeverGaveTheAddress() {
        Reader ann = readers.gives();
        Visit visit = readers.visit();

        String link = linkTo(ann.email(), visit);
        assertThat(link).startsWith("http://localhost:8080/account/sign-in/open?token=");
        follow(link, visit);

        assertThat(visit.at()).isEqualTo("/account");
        assertThat(visit.page()).contains("id=\"" + ann.contribution() + "\"", "$20 each month");
    }

    @Test
    void whoGaveSeveralTimesByOneAddressSeesItAllAndNothingOfOthers() {
        Reader first = readers.gives();
        Reader second = readers.gives(first.email().toUpperCase(Locale.ROOT));
        Reader other = readers.gives();
        Visit visit = readers.visit();

        follow(linkTo(first.email(), visit), visit);

        assertThat(visit.page())
                .contains("id=\"" + first.contribution() + "\"", "id=\"" + second.contribution() + "\"")
                .doesNotContain(other.contribution().toString());
    }

    @Test
    void aLinkWorksOnce() {
        Reader ann = readers.gives();
        Visit visit = readers.visit();
        String link = linkTo(ann.email(), visit);

        follow(link, visit);
        Visit thief = follow(link, readers.visit());

        assertThat(thief.at()).isEqualTo("/account/sign-in");
        assertThat(thief.page()).contains("This link cannot be used any more");
        assertThat(thief.open("/account").at()).isEqualTo("/account/sign-in");
    }

    @Test
    void programsThatLookAtMailDoNotUseItUp() {
        Reader ann = readers.gives();
        Visit visit = readers.visit();
        String link = linkTo(ann.email(), visit);

        for (int i = 0; i < 3; i++) {
            assertThat(readers.visit().open(link).status()).isEqualTo(200);
        }

        assertThat(follow(link, visit).at()).isEqualTo("/account");
    }

    @Test
    void inTheOtherLanguageTheLinkIsTheSame() {
        Reader ann = readers.gives();
        Visit visit = readers.visit();

        visit.open(linkTo(ann.email(), visit));
        String token = visit.hidden("token");
        assertThat(visit.page()).contains("/account/sign-in/open?token=" + token + "&amp;locale=ru");
        visit.open("/account/sign-in/open?token=" + token + "&locale=ru").send("/account/sign-in/open", Map.of());

        assertThat(visit.at()).isEqualTo("/account");
        assertThat(visit.page()).contains("lang=\"ru\"");
    }

    @Test
    void aLinkIsGoodForAQuarterOfAnHour() {
        Reader ann = readers.gives();
        Visit visit = readers.visit();
        String link = linkTo(ann.email(), visit);

        time.pass(Duration.ofMinutes(14));
        String later = linkTo(ann.email(), visit);
        time.pass(Duration.ofMinutes(1));

        assertThat(follow(link, visit).at()).isEqualTo("/account/sign-in");
        assertThat(follow(later, visit).at()).isEqualTo("/account");
    }

    @Test
    void somebodyWhoAsksAgainAndAgainFillsNoMailboxAndLocksNobodyOut() {
        Reader ann = readers.gives();
        Visit visit = readers.visit();
        String first = linkTo(ann.email(), visit);
        for (int i = 0; i < 6; i++) {
            ask(readers.visit(), ann.email());
        }
        time.pass(Duration.ofMinutes(1));

        assertThat(readers.linksTo(ann.email())).hasSize(SignInLinks.MOST);
        assertThat(follow(first, visit).at()).isEqualTo("/account");

        time.pass(Duration.ofMinutes(15));
        assertThat(linkTo(ann.email(), readers.visit())).isNotEqualTo(first);
        assertThat(readers.linksTo(ann.email())).hasSize(SignInLinks.MOST + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {WithMail.ONION, WithMail.MIRROR})
    void t32ALinkLeadsToTheAddressAtWhichItWasAskedForAndWorksThere(String home) {
        Reader ann = readers.gives();
        Visit visit = readers.visit(home);

        String link = linkTo(ann.email(), visit);
        assertThat(link).startsWith(home + "/account/sign-in/open?token=");

        assertThat(follow(link, visit).at()).isEqualTo("/account");
        assertThat(visit.cookies().get("visit")).extracting(Cookie::getSecure).isEqualTo(home.startsWith("https:"));
    }

    @Test
    void nobodyIsLedToAHostThatSomebodyMadeUp() {
        Reader ann = readers.gives();

        String link = linkTo(ann.email(), readers.visit("http://evil.example"));

        assertThat(link).startsWith("http://localhost:8080/");
    }

    @Test
    void t5TheLetterSaysNothingOfWhatItIsAbout() {
        Reader ann = readers.gives();
        String link = linkTo(ann.email(), readers.visit());

        var letter = WithMail.MAIL.caught().stream()
                .filter(each -> each.to().equals(ann.email()))
                .findFirst()
                .orElseThrow();
        assertThat(letter.source().replaceFirst("(?m)^To: .*$", "")).doesNotContain(ann.email());
        assertThat(letter.from() + letter.subject() + letter.text() + link)
                .doesNotContainPattern("(?i)giv(?!e\\.example)|gift|donat|contribut|support|gazette|money|pay|\\$");
    }

    @Test
    void t20TheAnswerIsTheSameForEveryAddress(@Autowired Erasure erasure) throws Exception {
        Reader known = readers.gives();
        Reader erased = readers.gives();
        jdbc.sql("update contribution set state = 'Ended' where id = ?")
                .param(erased.contribution().toString())
                .update();
        assertThat(erasure.erase(erased.supporter())).isInstanceOf(Erasure.Outcome.Erased.class);
        List<String> pages = new ArrayList<>();
        List<List<String>> statements = new ArrayList<>();
        for (String each : List.of(known.email(), Readers.newAddress(), erased.email())) {
            Visit visit = readers.visit().open("/account/sign-in");
            statements.add(Statements.of(() -> visit.send("/account/sign-in/link", Map.of("email", each))));
            pages.add(visit.page());
        }

        assertThat(pages.getFirst()).contains("If we know this address");
        assertThat(pages).containsOnly(pages.getFirst());
        assertThat(statements.getFirst()).isNotEmpty();
        assertThat(statements).containsOnly(statements.getFirst());

        time.pass(Duration.ofSeconds(5));
        assertThat(readers.linksTo(known.email())).hasSize(1);
        assertThat(readers.linksTo(erased.email())).isEmpty();
    }

    @Test
    void t22AsManyRowsAreWrittenForAStrangerAsForAReader(
            @Autowired LinkErrands errands, @Autowired TransactionTemplate transaction) throws Exception {
        Reader known = readers.gives();
        List<List<String>> statements = new ArrayList<>();
        for (String each : List.of(known.email(), Readers.newAddress())) {
            statements.add(Statements.of(() -> transaction.executeWithoutResult(status -> {
                String errand = UUID.randomUUID().toString();
                errands.carryOut(errand, errands.sealed(errand, EmailAddress.kept(each), Locale.ENGLISH, HOME));
                status.setRollbackOnly();
            })));
        }

        assertThat(statements.getFirst()).contains("insert ignore into sign_in_link", "insert into letter");
        assertThat(statements).containsOnly(statements.getFirst());
    }

    @Test
    void anErrandThatIsCarriedOutTwiceWritesOneLetter(@Autowired LinkErrands errands) {
        Reader ann = readers.gives();
        String errand = UUID.randomUUID().toString();
        byte[] sealed = errands.sealed(errand, EmailAddress.kept(ann.email()), Locale.ENGLISH, HOME);
        errands.carryOut(errand, sealed);
        errands.carryOut(errand, sealed);
        time.pass(Duration.ofSeconds(5));

        assertThat(readers.linksTo(ann.email())).hasSize(1);
    }

    @Test
    void aCodeLetsInHoweverItIsWritten() {
        Reader ann = readers.gives(null);

        Visit visit = readers.visit()
                .signInBy(ann.code().reveal().toLowerCase(Locale.ROOT).replace("-", " "));

        assertThat(visit.at()).isEqualTo("/account");
        assertThat(visit.page()).contains("id=\"" + ann.contribution() + "\"");
    }

    @Test
    void aCodeThatNobodyHasLetsNobodyIn() {
        for (String wrong : List.of("", "12", "0000-0000-0000-0000-0000-0000-0000", "<script>")) {
            Visit visit = readers.visit().signInBy(wrong);
            assertThat(visit.status()).isEqualTo(422);
            assertThat(visit.page()).contains("Nobody has this code").doesNotContain("<script>");
            assertThat(visit.open("/account").at()).isEqualTo("/account/sign-in");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no address", "a@b", "a@b@c.example"})
    void whatCannotBeAnAddressIsSaidToBeNone(String wrong) {
        Visit visit = ask(readers.visit(), wrong);

        assertThat(visit.status()).isEqualTo(422);
        assertThat(visit.page()).contains("This cannot be an e-mail address");
    }

    @Test
    void aFormOfSomebodyElsesPageSignsNobodyIn() {
        Reader ann = readers.gives();

        Visit visit = readers.visit()
                .post("/account/sign-in/code", Map.of("code", ann.code().reveal()));

        assertThat(visit.at()).isEqualTo("/account/sign-in");
        assertThat(visit.page()).contains("That page was open for too long");
        assertThat(visit.open("/account").at()).isEqualTo("/account/sign-in");
    }

    @Test
    void inRussianAllOfItIsInRussian() {
        Reader ann = readers.gives();
        Visit visit = readers.visit().open("/account/sign-in?locale=ru");
        visit.send("/account/sign-in/link", Map.of("email", ann.email()));
        assertThat(visit.page()).contains("Проверьте почту", "lang=\"ru\"");
        time.pass(Duration.ofSeconds(5));

        follow(readers.linksTo(ann.email()).getLast(), visit);

        assertThat(visit.at()).isEqualTo("/account");
        assertThat(visit.page()).contains("Ваша поддержка", "в месяц");
    }
}
