package org.standwith.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.standwith.canary.Visitor.Answer;
import org.standwith.guard.Challenge;
import org.standwith.guard.Solver;
import tools.jackson.databind.json.JsonMapper;

/** What everybody does of whom a proof of work is asked: they are refused, make one, and come again with it. */
final class Proof {

    private Proof() {}

    /** The page that asks for it has all in it that was filled in. */
    static Answer form(Visitor visitor, String page, Map<String, String> fields) throws Exception {
        Answer asked = visitor.form(page, fields);
        assertThat(asked.status()).as(asked.body()).isEqualTo(429);
        assertThat(asked.body()).contains(visitor.person().email());
        Map<String, String> proven = new HashMap<>(fields);
        proven.put("altcha", make(visitor));
        return visitor.form(page, proven);
    }

    static Answer call(Visitor visitor, String page, String body, String... headers) throws Exception {
        Answer asked = visitor.post(page, Visitor.JSON, body, headers);
        assertThat(asked.status()).as(asked.body()).isEqualTo(429);
        String[] proven = Stream.concat(Stream.of(headers), Stream.of("Altcha-Proof", make(visitor)))
                .toArray(String[]::new);
        return visitor.post(page, Visitor.JSON, body, proven);
    }

    static String make(Visitor visitor) throws Exception {
        Answer challenge = visitor.get(visitor.withCards("/api/v1/challenges"));
        return Solver.solve(JsonMapper.shared().readValue(challenge.body(), Challenge.class));
    }
}
