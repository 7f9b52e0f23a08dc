package org.standwith.vault;

import java.time.YearMonth;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dossier as it is sealed: JSON, padded to one of few lengths, so that the length tells nothing of what is in it.
 */
final class DossierJson {

    /** @param code from which the index of the supporter's code is made; the code itself is nowhere */
    record Contents(Dossier dossier, byte[] code) {}

    /** What is on disk, in plain types: renaming a component is a migration. */
    private record Written(
            @Nullable String email,
            String locale,
            String level,
            String policy,
            @Nullable Set<String> places,
            List<Shown> notices,
            Set<UUID> contributions,
            String code) {}

    private record Shown(String notice, String month) {}

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private DossierJson() {}

    static byte[] write(Contents contents) {
        Dossier dossier = contents.dossier();
        EmailAddress email = dossier.email();
        byte[] json = MAPPER.writeValueAsBytes(new Written(
                email == null ? null : email.reveal(),
                dossier.locale(),
                dossier.handling().level(),
                dossier.handling().policy(),
                dossier.handling().places(),
                dossier.acknowledgements().stream()
                        .map(each -> new Shown(each.notice(), each.month().toString()))
                        .toList(),
                new TreeSet<>(dossier.contributions()),
                Base64.getEncoder().encodeToString(contents.code())));
        return Padding.add(json);
    }

    static Contents read(byte[] padded) {
        Written written = MAPPER.readValue(Padding.remove(padded), Written.class);
        Dossier dossier = new Dossier(
                written.email() == null ? null : EmailAddress.kept(written.email()),
                written.locale(),
                new Dossier.Handling(
                        written.level(), written.policy(), Objects.requireNonNullElse(written.places(), Set.of())),
                written.notices().stream()
                        .map(each -> new Dossier.Acknowledgement(each.notice(), YearMonth.parse(each.month())))
                        .toList(),
                written.contributions());
        return new Contents(dossier, Base64.getDecoder().decode(written.code()));
    }
}
