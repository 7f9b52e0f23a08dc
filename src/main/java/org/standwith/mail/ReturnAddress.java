package org.standwith.mail;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a letter comes back to: an address for each mailbox, so that what comes back says of itself which one it was. Nobody
 * makes one up that is somebody's.
 */
final class ReturnAddress {

    private static final Pattern MARK = Pattern.compile("\\+([0-9a-f]{32})@");

    private ReturnAddress() {}

    /** @param index of the mailbox, 16 bytes */
    static String of(String bounces, byte[] index) {
        return bounces.replaceFirst("@", "+" + HexFormat.of().formatHex(index) + "@");
    }

    /** The index of the mailbox that was meant. */
    static Optional<byte[]> read(String address) {
        Matcher mark = MARK.matcher(address);
        return mark.find() ? Optional.of(HexFormat.of().parseHex(mark.group(1))) : Optional.empty();
    }
}
