package org.standwith.receipts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openhtmltopdf.util.Diagnostic;
import com.openhtmltopdf.util.XRLog;
import com.openhtmltopdf.util.XRLogger;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class PressTest {

    private final Press press = Desk.press();

    @Test
    void whateverAPageAsksForIsNotFetched(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.css"), "body::before { content: 'taken' }");
        List<String> fetched = new ArrayList<>();
        HttpServer elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            fetched.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        elsewhere.start();
        try {
            String there = "http://127.0.0.1:" + elsewhere.getAddress().getPort();
            String page = """
                <!DOCTYPE html SYSTEM "%1$s/page.dtd">
                <html><head><title>x</title>
                <link rel="stylesheet" href="%1$s/linked.css"/><link rel="stylesheet" href="%2$s"/>
                <style>@import url('%1$s/imported.css'); @import url('%2$s');
                @font-face { font-family: other; src: url('%1$s/font.ttf') }
                body { font-family: other, text; background-image: url('%1$s/background.png') }</style></head>
                <body>Words <img src="%1$s/image.png" alt="image"/><object data="%1$s/object"></object></body></html>
                """.formatted(there, secret.toUri());

            Document document = new Document("document.pdf", press.print(page));

            assertThat(Reader.text(document)).contains("Words").doesNotContain("taken");
            assertThat(fetched).isEmpty();
        } finally {
            elsewhere.stop(0);
        }
    }

    @Test
    void theLibraryLogsNothingOfWhatIsPrinted(CapturedOutput output) {
        List<Object> logged = new CopyOnWriteArrayList<>();
        XRLog.setLoggerImpl(new Listener(logged));

        press.print("<html><head><title>x</title></head><body style='unknown: 1'>Canary 香 <img/></body></html>");

        assertThat(logged).isEmpty();
        assertThat(output.getAll()).isEmpty();
    }

    @Test
    void whatCannotBePrintedIsNotQuoted(CapturedOutput output) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> press.print("<html><body>&canary;</body></html>"))
                .withNoCause()
                .withMessage("A document cannot be made: XRRuntimeException");
        assertThat(output.getAll()).isEmpty();
    }

    private record Listener(List<Object> logged) implements XRLogger {

        @Override
        public void log(String where, Level level, String text) {
            logged.add(text);
        }

        @Override
        public void log(String where, Level level, String text, Throwable cause) {
            logged.add(text);
        }

        @Override
        public void setLevel(String logger, Level level) {}

        @Override
        public boolean isLogLevelEnabled(Diagnostic line) {
            return true;
        }
    }
}
