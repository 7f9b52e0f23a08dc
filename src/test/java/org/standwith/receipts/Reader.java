package org.standwith.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;

/** What somebody gets to see who opens a PDF. */
final class Reader {

    private Reader() {}

    static String text(Document document) {
        return String.join("\n", pages(document));
    }

    /** Row by row, and with plain spaces. */
    static List<String> pages(Document document) {
        return open(document, pdf -> {
            List<String> pages = new ArrayList<>();
            for (int page = 1; page <= pdf.getNumberOfPages(); page++) {
                PDFTextStripper stripper = new PDFTextStripper();
                stripper.setSortByPosition(true);
                stripper.setStartPage(page);
                stripper.setEndPage(page);
                pages.add(read(stripper, pdf).replace('\u00a0', ' ').replace('\u202f', ' '));
            }
            assertThat(pages).isNotEmpty();
            return pages;
        });
    }

    static <T> T open(Document document, Function<PDDocument, T> look) {
        try (PDDocument pdf = Loader.loadPDF(document.content())) {
            return look.apply(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(PDFTextStripper stripper, PDDocument pdf) {
        try {
            return stripper.getText(pdf);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
