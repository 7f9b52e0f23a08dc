package org.standwith.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A mail server that answers one connection as it was told; of nothing that it was told about it says yes. */
final class ScriptedSmtp implements AutoCloseable {

    /** Says nothing, and hangs up. */
    static final String HANGS_UP = "";

    private final ServerSocket socket;
    private final Map<String, String> answers;

    /** @param answers by the command's first four letters; {@code "end"} is for the end of a letter */
    ScriptedSmtp(Map<String, String> answers) throws IOException {
        this.answers = answers;
        this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        try (Socket client = socket.accept();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                PrintStream out = new PrintStream(client.getOutputStream(), true, StandardCharsets.US_ASCII)) {
            out.print("220 mail.example\r\n");
            out.flush();
            boolean data = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (data && !line.equals(".")) {
                    continue;
                }
                String said = data ? "end" : line.substring(0, Math.min(4, line.length()));
                String answer = answers.getOrDefault(said, said.equals("DATA") ? "354 go on" : "250 ok");
                if (answer.equals(HANGS_UP)) {
                    return;
                }
                out.print(answer + "\r\n");
                out.flush();
                data = !data && answer.startsWith("354");
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
