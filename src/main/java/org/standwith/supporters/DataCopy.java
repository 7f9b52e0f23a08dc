package org.standwith.supporters;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.standwith.pages.Words;
import org.standwith.vault.Export;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that is kept of somebody, for themselves: once for people and once for programs. Made on the spot, kept nowhere. */
@Service
public class DataCopy {

    /** @param fileName says neither whose it is nor what is in it */
    public record File(String fileName, byte[] content) {

        @Override
        public String toString() {
            return "File[***]";
        }
    }

    private final Export export;
    private final Passkeys passkeys;
    private final MessageSource messages;
    private final Clock clock;
    private final JsonMapper json =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    DataCopy(Export export, Passkeys passkeys, MessageSource messages, Clock clock) {
        this.export = export;
        this.passkeys = passkeys;
        this.messages = messages;
        this.clock = clock;
    }

    /** A ZIP with {@code data.json} and {@code index.html}. */
    public File of(SignedIn who, Locale locale) {
        Map<String, Object> shared = passkeys.exportShared(who);
        List<Map<String, Object>> all = Stream.concat(
                        who.supporters().stream().sorted().flatMap(supporter -> export.of(supporter).stream()),
                        Stream.of(shared).filter(each -> !each.isEmpty()))
                .toList();
        String page = new DataPage(new Words(messages, locale)).of(all);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
            add(zip, "index.html", page.getBytes(StandardCharsets.UTF_8));
            add(zip, "data.json", json.writeValueAsBytes(all));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new File(
                "documents-" + LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC) + ".zip", bytes.toByteArray());
    }

    private void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(clock.millis());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
