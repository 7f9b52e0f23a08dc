package org.standwith.contributions;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.vault.Seals;
import org.standwith.vault.Seals.Compartment;
import org.standwith.vault.SupporterCode;
import tools.jackson.databind.json.JsonMapper;

/** Seals answers, each bound to its checkout's row. */
@Component
class AnswerSeals {

    private record Written(
            String reference,
            @Nullable String checkout,
            @Nullable String redirectUrl,
            @Nullable String returnUrl,
            String locale,
            String code,
            boolean codeShown,
            @Nullable String home) {}

    private final Seals seals;
    private final JsonMapper json = JsonMapper.builder().build();

    AnswerSeals(Seals seals) {
        this.seals = seals;
    }

    byte[] seal(UUID checkout, Answer answer) {
        Written written = new Written(
                answer.reference(),
                answer.checkout(),
                text(answer.redirectUrl()),
                text(answer.returnUrl()),
                answer.locale().toLanguageTag(),
                answer.code().reveal(),
                answer.codeShown(),
                text(answer.home()));
        return seals.seal(Compartment.ANSWER, checkout.toString(), json.writeValueAsBytes(written));
    }

    /** Nothing where its day's key is gone. */
    Optional<Answer> open(UUID checkout, byte[] sealed) {
        return seals.open(Compartment.ANSWER, checkout.toString(), sealed)
                .map(plain -> json.readValue(plain, Written.class))
                .map(written -> new Answer(
                        written.reference(),
                        written.checkout(),
                        address(written.redirectUrl()),
                        address(written.returnUrl()),
                        Locale.forLanguageTag(written.locale()),
                        SupporterCode.read(written.code()).orElseThrow(),
                        written.codeShown(),
                        address(written.home())));
    }

    private static @Nullable String text(@Nullable URI address) {
        return address == null ? null : address.toString();
    }

    private static @Nullable URI address(@Nullable String text) {
        return text == null ? null : URI.create(text);
    }
}
