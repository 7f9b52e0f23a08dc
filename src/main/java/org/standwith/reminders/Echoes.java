package org.standwith.reminders;

import static org.standwith.reminders.RequestRows.utc;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.standwith.vault.Secret;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is left of a reminder that was sent: a note that the link in its letter opens, and nothing else, for whoever wants to be
 * reminded once more. Without the letter nobody can read it.
 */
@Component
class Echoes {

    private final JdbcTemplate template;
    private final JdbcClient jdbc;
    private final JsonMapper json = JsonMapper.builder().build();

    Echoes(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    void add(Collection<Wish> sent, Instant until) {
        template.batchUpdate(
                "insert into reminder_echo (hash, until, sealed) values (?, ?, ?)",
                sent.stream()
                        .flatMap(wish -> Secret.read(String.valueOf(wish.secret())).stream()
                                .map(secret -> new Object[] {
                                    secret.hash(), utc(until), secret.seal(json.writeValueAsBytes(wish))
                                }))
                        .toList());
    }

    Optional<Wish> find(Secret secret, Instant now) {
        return jdbc.sql("select sealed from reminder_echo where hash = ? and until > ?")
                .params(secret.hash(), utc(now))
                .query((row, number) -> row.getBytes(1))
                .optional()
                .flatMap(secret::open)
                .map(plain -> json.readValue(plain, Wish.class));
    }

    void remove(Secret secret) {
        jdbc.sql("delete from reminder_echo where hash = ?")
                .param(secret.hash())
                .update();
    }

    int removeOver(Instant now, int most) {
        return jdbc.sql("delete from reminder_echo where until <= ? limit " + most)
                .param(utc(now))
                .update();
    }
}
