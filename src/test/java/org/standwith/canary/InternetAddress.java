package org.standwith.canary;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.standwith.canary.Encodings.Form;

/** The other ways to write what an IPv6 address ends in. */
final class InternetAddress {

    private InternetAddress() {}

    /** @param tail groups of four digits each, with colons between; nothing more is known of an IPv4 address */
    static List<Form> forms(String tail) {
        List<Form> forms = new ArrayList<>();
        if (tail.contains(":")) {
            byte[] packed = HexFormat.of().parseHex(tail.replace(":", ""));
            forms.addAll(Encodings.ofBytes("packed", packed));
            forms.addAll(Encodings.of(tail.replace(":", "-")));
        }
        return forms;
    }
}
