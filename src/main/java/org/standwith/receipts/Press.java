package org.standwith.receipts;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.springframework.stereotype.Component;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.IContext;

/**
 * Makes a PDF of a template: tagged for screen readers (PDF/UA), with its own fonts, from nothing but the template and what it
 * is filled with. The same gives the same bytes.
 */
@Component
class Press {

    private static final String FONTS = "/net/sf/jasperreports/fonts/dejavu/";

    static {
        // What it logs is what it lays out.
        XRLog.setLoggingEnabled(false);
    }

    private final ITemplateEngine templates;

    Press(ITemplateEngine templates) {
        this.templates = templates;
    }

    byte[] print(String template, IContext filling) {
        return print(templates.process(template, filling));
    }

    /** @param page XHTML */
    byte[] print(String page) {
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .usePdfUaAccessibility(true)
                .withHtmlContent(page, null)
                .useUriResolver((base, uri) -> null);
        for (ExternalResourceControlPriority moment : ExternalResourceControlPriority.values()) {
            builder.useExternalResourceAccessControl((uri, type) -> false, moment);
        }
        builder.useFont(() -> font("DejaVuSansCondensed"), "text", 400, FontStyle.NORMAL, true)
                .useFont(() -> font("DejaVuSansCondensed-Bold"), "text", 700, FontStyle.NORMAL, true)
                .useFont(() -> font("DejaVuSerifCondensed-Bold"), "headline", 700, FontStyle.NORMAL, true);
        try (var renderer = builder.buildPdfRenderer();
                PDDocument document = renderer.createPDFKeepOpen()) {
            leaveOutTime(document);
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            document.save(file);
            return file.toByteArray();
        } catch (IOException | RuntimeException e) {
            // Without the cause, which may quote what was to be printed.
            throw new IllegalStateException(
                    "A document cannot be made: " + e.getClass().getSimpleName());
        }
    }

    /** The time to the second would tell when somebody sat before a screen. */
    private static void leaveOutTime(PDDocument document) throws IOException {
        document.getDocumentInformation().setCreationDate(null);
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        String text = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
        byte[] timeless =
                text.replaceAll("<xmp:CreateDate>[^<]*</xmp:CreateDate>", "").getBytes(StandardCharsets.UTF_8);
        document.getDocumentCatalog().setMetadata(new PDMetadata(document, new ByteArrayInputStream(timeless)));
        // Else its number is made of the time.
        document.setDocumentId(0L);
    }

    private static InputStream font(String name) {
        return Objects.requireNonNull(Press.class.getResourceAsStream(FONTS + name + ".ttf"), name);
    }
}
