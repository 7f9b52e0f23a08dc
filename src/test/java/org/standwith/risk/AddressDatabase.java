package org.standwith.risk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes small files in MaxMind's format (its specification is public): a tree of bits with records of 24 bits, then the
 * entries, then a description. Only what a test needs: IPv6, with IPv4 at its beginning, as in real ones.
 */
final class AddressDatabase {

    private static final byte[] MARKER = bytes("\u00ab\u00cd\u00efMaxMind.com", StandardCharsets.ISO_8859_1);
    private static final int SEPARATOR = 16;
    private static final int NOTHING = -1;

    /** A node's two children: another node, {@link #NOTHING}, or below that the offset of an entry. */
    private final List<int[]> nodes = new ArrayList<>(List.of(new int[] {NOTHING, NOTHING}));

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private final String type;

    AddressDatabase(String type) {
        this.type = type;
    }

    AddressDatabase with(String network, Map<String, ?> entry) {
        String[] parts = network.split("/");
        InetAddress first = Addresses.of(parts[0]);
        byte[] address = first.getAddress();
        int bits = Integer.parseInt(parts[1]);
        if (address.length == 4) {
            address = ByteBuffer.allocate(16).position(12).put(address).array();
            bits += 96;
        }
        int offset = data.size();
        data.writeBytes(encoded(entry));
        int node = 0;
        for (int bit = 0; bit < bits; bit++) {
            int side = address[bit / 8] >> (7 - bit % 8) & 1;
            if (bit == bits - 1) {
                nodes.get(node)[side] = -2 - offset;
            } else {
                if (nodes.get(node)[side] == NOTHING) {
                    nodes.add(new int[] {NOTHING, NOTHING});
                    nodes.get(node)[side] = nodes.size() - 1;
                }
                node = nodes.get(node)[side];
            }
        }
        return this;
    }

    Path write(Path file) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int[] node : nodes) {
            for (int child : node) {
                int record = child >= 0 ? child : nodes.size() + (child == NOTHING ? 0 : SEPARATOR - 2 - child);
                all.write(record >> 16);
                all.write(record >> 8);
                all.write(record);
            }
        }
        all.writeBytes(new byte[SEPARATOR]);
        all.writeBytes(data.toByteArray());
        all.writeBytes(MARKER);
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("binary_format_major_version", 2);
        description.put("binary_format_minor_version", 0);
        description.put("build_epoch", 1_790_000_000L);
        description.put("database_type", type);
        description.put("description", Map.of("en", "Made by a test"));
        description.put("ip_version", 6);
        description.put("languages", List.of("en"));
        description.put("node_count", nodes.size());
        description.put("record_size", 24);
        all.writeBytes(encoded(description));
        try {
            return Files.write(file, all.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] encoded(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        switch (value) {
            case String text -> {
                byte[] bytes = bytes(text, StandardCharsets.UTF_8);
                out.write(2 << 5 | bytes.length);
                out.writeBytes(bytes);
            }
            case Integer number -> {
                out.write(6 << 5 | Integer.BYTES);
                out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
            }
            case Long number -> {
                // Types from 8 up have a byte of their own.
                out.write(Long.BYTES);
                out.write(9 - 7);
                out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
            }
            case Map<?, ?> map -> {
                out.write(7 << 5 | map.size());
                map.forEach((key, each) -> {
                    out.writeBytes(encoded(key));
                    out.writeBytes(encoded(each));
                });
            }
            case List<?> list -> {
                out.write(list.size());
                out.write(11 - 7);
                list.forEach(each -> out.writeBytes(encoded(each)));
            }
            default -> throw new IllegalArgumentException();
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text, Charset charset) {
        return text.getBytes(charset);
    }
}
