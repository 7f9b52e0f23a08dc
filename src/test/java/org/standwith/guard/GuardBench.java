package org.standwith.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.web.servlet.function.RequestPredicates.POST;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.standwith.FreshSchema;
import org.standwith.Standwith;
import org.standwith.bench.Figures;
import org.standwith.guard.Guard.Shown;

/** What it costs to be guarded: a request beside the same one to an address that is not; a proof beside a plain insert. */
@SpringBootTest(
        classes = {Standwith.class, GuardBench.Setup.class},
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "standwith.guard.difficulty=500")
@ContextConfiguration(initializers = FreshSchema.class)
class GuardBench {

    private static final int REQUESTS = 3_000;
    private static final int ROUNDS = 5;
    private static final int ADMISSIONS = 200_000;
    private static final int PROOFS = 500;
    private static final Figures FIGURES = new Figures("guard");

    @TestConfiguration(proxyBeanMethods = false)
    static class Setup {

        @Bean
        RouterFunction<ServerResponse> nothingBehind() {
            return route(POST("/checkouts"), request -> ServerResponse.ok().body("in"))
                    .andRoute(
                            POST("/remind/plain"),
                            request -> ServerResponse.ok().body("in"));
        }
    }

    @LocalServerPort
    private int port;

    @Autowired
    private Guard guard;

    @Autowired
    private Proofs proofs;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void beingGuardedCostsLittleOfARequest() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            List<Double> plain = new ArrayList<>();
            List<Double> guarded = new ArrayList<>();
            // The first round is for the compiler.
            for (int round = 0; round <= ROUNDS; round++) {
                plain.add(micros(REQUESTS, () -> post(client, "/remind/plain")));
                guarded.add(micros(REQUESTS, () -> post(client, "/checkouts")));
            }
            List<String> addresses = IntStream.range(0, 100_000)
                    .mapToObj(i -> "2001:db8:" + i / 1000 + ":" + i % 1000 + "::1")
                    .toList();
            int[] next = {0};
            Shown nothing = new Shown(null, null);
            double admission = micros(
                    ADMISSIONS,
                    () -> guard.admit(Entrance.CHECKOUT, addresses.get(next[0]++ % addresses.size()), nothing));

            double reference = median(plain.subList(1, plain.size()));
            double measured = median(guarded.subList(1, guarded.size()));
            FIGURES.of("a request that is guarded", measured, "µs")
                    .beside("the same one unguarded", reference)
                    .with("admission alone, of 100,000 addresses", admission)
                    .bar("admission under a quarter of a request", admission < reference / 4);
            FIGURES.write();
            assertThat(admission).isLessThan(reference / 4);
        }
    }

    @Test
    void aProofCostsLittleMoreThanTheInsertOfItsHash() throws Exception {
        jdbc.sql("create table plain_spent (hash binary(32) not null primary key, expires_at datetime(6) not null)")
                .update();
        SecureRandom random = new SecureRandom();
        List<String> solved = IntStream.range(0, PROOFS)
                .mapToObj(i -> Solver.solve(guard.challenge()))
                .toList();
        int[] next = {0};

        double plain = micros(PROOFS, () -> {
            byte[] hash = new byte[32];
            random.nextBytes(hash);
            return jdbc.sql("insert into plain_spent (hash, expires_at) values (?, now())")
                    .param(hash)
                    .update();
        });
        double redeemed = micros(PROOFS, () -> {
            assertThat(proofs.redeem(solved.get(next[0]++))).isTrue();
            return true;
        });
        double asked = micros(10_000, guard::challenge);

        FIGURES.of("a proof taken in", redeemed, "µs")
                .beside("a plain insert of its hash", plain)
                .with("a challenge made in", asked)
                .bar("three times", redeemed < plain * 3);
        FIGURES.write();
        assertThat(redeemed).isLessThan(plain * 3);
    }

    private int post(HttpClient client, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("currency=USD&cadence=ONCE&other=5&provider=STRIPE"))
                .build();
        int status = client.send(request, BodyHandlers.discarding()).statusCode();
        assertThat(status).isEqualTo(200);
        return status;
    }

    private static double micros(int times, Callable<?> what) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < times; i++) {
            what.call();
        }
        return (System.nanoTime() - start) / 1_000.0 / times;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}
