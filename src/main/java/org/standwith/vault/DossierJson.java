package org.standwith.vault;

import java.io.ByteArrayOutputStream;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
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
            List<Shown> notices,
            Set<UUID> contributions,
            String code) {}

    private record Shown(String notice, String month) {}

    /** Nearly everybody fits into the first; the next are four times as long each. */
    private static final int SHORTEST = 2048;

    private static final int STEP = 4;

    /** Ends the JSON, which has no such byte; zeros follow. */
    private static final byte END = (byte) 0x80;

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
                dossier.acknowledgements().stream()
                        .map(each -> new Shown(each.notice(), each.month().toString()))
                        .toList(),
                new TreeSet<>(dossier.contributions()),
                Base64.getEncoder().encodeToString(contents.code())));
        return padded(json);
    }

    static Contents read(byte[] padded) {
        Written written = MAPPER.readValue(Arrays.copyOf(padded, endOf(padded)), Written.class);
        Dossier dossier = new Dossier(
                written.email() == null
                        ? null
                        : EmailAddress.read(written.email()).orElseThrow(),
                written.locale(),
                new Dossier.Handling(written.level(), written.policy()),
                written.notices().stream()
                        .map(each -> new Dossier.Acknowledgement(each.notice(), YearMonth.parse(each.month())))
                        .toList(),
                written.contributions());
        return new Contents(dossier, Base64.getDecoder().decode(written.code()));
    }

    private static byte[] padded(byte[] json) {
        int length = SHORTEST;
        while (length <= json.length) {
            length *= STEP;
        }
        ByteArrayOutputStream padded = new ByteArrayOutputStream(length);
        padded.writeBytes(json);
        padded.write(END);
        return Arrays.copyOf(padded.toByteArray(), length);
    }

    private static int endOf(byte[] padded) {
        int end = padded.length - 1;
        while (end > 0 && padded[end] == 0) {
            end--;
        }
        return end;
    }
}
