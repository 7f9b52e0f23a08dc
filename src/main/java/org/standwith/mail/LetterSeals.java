package org.standwith.mail;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.vault.EmailAddress;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import tools.jackson.databind.json.JsonMapper;

/** Letters as they lie in the outbox: by the key of the day, padded, and no two open in each other's place. */
@Component
class LetterSeals {

    private final Seals seals;
    private final JsonMapper json;

    LetterSeals(Seals seals, JsonMapper json) {
        this.seals = seals;
        this.json = json;
    }

    /** Names of components are in what is sealed. */
    private record Kept(
            @Nullable String to,
            String locale,
            List<String> paragraphs,
            @Nullable String label,
            @Nullable URI link,
            @Nullable List<More> more,
            @Nullable URI leave,
            Instant until) {}

    private record More(String label, URI link) {}

    byte[] seal(UUID id, @Nullable Letter letter) {
        Kept kept = letter == null
                ? new Kept(null, "", List.of(), null, null, null, null, Instant.EPOCH)
                : new Kept(
                        letter.to().reveal(),
                        letter.locale().toLanguageTag(),
                        letter.paragraphs(),
                        letter.action() == null ? null : letter.action().label(),
                        letter.action() == null ? null : letter.action().link(),
                        letter.more().stream()
                                .map(each -> new More(each.label(), each.link()))
                                .toList(),
                        letter.leave(),
                        letter.until());
        return seals.seal(Compartment.MAIL, id.toString(), json.writeValueAsBytes(kept));
    }

    /** Nothing where it is for nobody, or where its key is gone. */
    Optional<Letter> open(UUID id, byte[] sealed) {
        return seals.open(Compartment.MAIL, id.toString(), sealed)
                .map(plain -> json.readValue(plain, Kept.class))
                .flatMap(LetterSeals::letter);
    }

    private static Optional<Letter> letter(Kept kept) {
        return Optional.ofNullable(kept.to())
                .map(to -> new Letter(
                        EmailAddress.kept(to),
                        Locale.forLanguageTag(kept.locale()),
                        kept.paragraphs(),
                        kept.label() == null || kept.link() == null
                                ? null
                                : new Letter.Action(kept.label(), kept.link()),
                        Objects.requireNonNullElse(kept.more(), List.<More>of()).stream()
                                .map(each -> new Letter.Action(each.label(), each.link()))
                                .toList(),
                        kept.leave(),
                        kept.until()));
    }
}
