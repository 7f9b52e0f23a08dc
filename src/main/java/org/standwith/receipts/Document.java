package org.standwith.receipts;

/**
 * A PDF for somebody to keep.
 *
 * @param fileName says nothing but the day, as a folder of downloads shows it to whoever looks: {@code document-2026-11-05.pdf}
 * @param content the file itself; the receiver's own, to do with as it likes
 */
public record Document(String fileName, byte[] content) {

    @Override
    public String toString() {
        return "Document[***]";
    }
}
