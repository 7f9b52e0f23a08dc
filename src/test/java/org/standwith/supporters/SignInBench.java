package org.standwith.supporters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeMessage;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.CaughtMail;
import org.standwith.FreshSchema;
import org.standwith.PassingTime;
import org.standwith.Standwith;
import org.standwith.bench.ByTime;
import org.standwith.bench.Figures;
import org.standwith.vault.Dossier;
import org.standwith.vault.Dossiers;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Erasure;
import standwith.sandbox.mail.Caught;

/** Ten thousand who sign in by link at once, and whether time tells who of them is known. */
@SpringBootTest(
        classes = Standwith.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "standwith.guard.proof=never")
@ContextConfiguration(initializers = {FreshSchema.class, PassingTime.WithTasks.class, CaughtMail.class})
class SignInBench {

    private static final int SUPPORTERS = 10_000;
    private static final int AT_ONCE = 64;
    private static final URI HOME = URI.create("http://localhost:8080");
    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
    private static final Figures FIGURES = new Figures("sign-in");

    /** Whose address is asked about. */
    private enum Known {
        KNOWN,
        UNKNOWN,
        ERASED
    }

    @Autowired
    Dossiers dossiers;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    private UUID admit(String email) {
        return Objects.requireNonNull(transaction.execute(status -> dossiers.admit(new Dossier(
                        EmailAddress.kept(email), "en", new Dossier.Handling("OPEN", "1"), List.of(), Set.of()))))
                .supporter();
    }

    /** @return how long it took */
    private static <T> Duration atOnce(int many, IntFunction<Callable<T>> each) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                all.add(pool.submit(each.apply(i)));
            }
            for (Future<T> one : all) {
                one.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void tenThousandSignInByLinkAtOnceAndNoLetterIsLostOrWrittenTwice(
            @Autowired LinkErrands errands, @Autowired Entry entry, @Autowired JavaMailSenderImpl server)
            throws Exception {
        Duration plain = plainly(server);
        CaughtMail.MAIL.forget();
        List<String> all = IntStream.range(0, SUPPORTERS)
                .mapToObj(i -> "reader-" + i + "-" + UUID.randomUUID() + "@mail.example")
                .toList();
        all.forEach(this::admit);

        long start = System.nanoTime();
        atOnce(SUPPORTERS, i -> () -> {
            errands.ask(EmailAddress.kept(all.get(i)), Locale.ENGLISH, HOME);
            return i;
        });
        Awaitility.await("all letters")
                .atMost(Duration.ofMinutes(15))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> jdbc.sql("select count(*) from scheduled_tasks where task_name = 'sign-in-link'")
                                        .query(Integer.class)
                                        .single()
                                == 0
                        && jdbc.sql("select count(*) from letter")
                                        .query(Integer.class)
                                        .single()
                                == 0);
        Duration mailed = Duration.ofNanos(System.nanoTime() - start);
        List<Caught> letters = CaughtMail.MAIL.caught();
        assertThat(letters).extracting(Caught::to).containsExactlyInAnyOrderElementsOf(all);
        assertThat(letters).extracting(Caught::id).doesNotHaveDuplicates();

        AtomicInteger let = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        Duration signedIn = atOnce(2 * SUPPORTERS, i -> () -> {
            var token = TOKEN.matcher(letters.get(i / 2).links().getFirst());
            assertThat(token.find()).isTrue();
            try {
                entry.byLink(new OneTimeTokenAuthenticationToken(token.group(1)));
                return let.incrementAndGet();
            } catch (AuthenticationException e) {
                return refused.incrementAndGet();
            }
        });

        FIGURES.of(
                        "10,000 links asked for at once, until the last letter is with the mail server",
                        mailed.toMillis(),
                        "ms")
                .beside("10,000 letters handed to the same server plainly, over four connections", plain.toMillis())
                .with("signed in by them, each link twice at once, ms", signedIn.toMillis());
        FIGURES.write();
        assertThat(let).hasValue(SUPPORTERS);
        assertThat(refused).hasValue(SUPPORTERS);
        assertThat(jdbc.sql("select count(*) from supporter_session")
                        .query(Integer.class)
                        .single())
                .isEqualTo(SUPPORTERS);
    }

    private static Duration plainly(JavaMailSenderImpl server) throws Exception {
        long start = System.nanoTime();
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int lane = 0; lane < 4; lane++) {
                all.add(pool.submit(() -> {
                    MimeMessage[] letters = new MimeMessage[SUPPORTERS / 4];
                    for (int i = 0; i < letters.length; i++) {
                        letters[i] = server.createMimeMessage();
                        letters[i].setFrom("notes@mail.example");
                        letters[i].setRecipients(MimeMessage.RecipientType.TO, "somebody@mail.example");
                        letters[i].setSubject("There is a message for you");
                        letters[i].setText("http://localhost:8080/account/sign-in/open");
                    }
                    server.send(letters);
                    return letters.length;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void t20TimeTellsNobodyWhoseAddressIsKnown(@LocalServerPort int port, @Autowired Erasure erasure) throws Exception {
        String known = "known-" + UUID.randomUUID() + "@mail.example";
        String erased = "erased-" + UUID.randomUUID() + "@mail.example";
        admit(known);
        assertThat(erasure.erase(admit(erased))).isInstanceOf(Erasure.Outcome.Erased.class);
        try (HttpClient http =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            URI site = URI.create("http://localhost:" + port + "/account/sign-in");
            var form =
                    CSRF.matcher(http.send(HttpRequest.newBuilder(site).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
            assertThat(form.find()).isTrue();
            String token = form.group(1);

            double worst = ByTime.worst(FIGURES, "POST /account/sign-in/link", Known.class, each -> {
                String email = switch (each) {
                    case KNOWN -> known;
                    case UNKNOWN -> "unknown-" + UUID.randomUUID() + "@mail.example";
                    case ERASED -> erased;
                };
                HttpResponse<String> answer = http.send(
                        HttpRequest.newBuilder(URI.create(site + "/link"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("locale=en&_csrf="
                                        + URLEncoder.encode(token, StandardCharsets.UTF_8) + "&email="
                                        + URLEncoder.encode(email, StandardCharsets.UTF_8)))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                return answer.statusCode() + answer.body();
            });

            assertThat(worst).isLessThanOrEqualTo(ByTime.BAR);
        }
    }
}
