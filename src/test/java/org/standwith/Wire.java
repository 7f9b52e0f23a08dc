package org.standwith;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** HTTP by hand, for what no client would send. */
public record Wire(int port) {

    public String get(String path, String... headers) throws IOException {
        return send("GET", path, "", headers);
    }

    public String post(String path, String type, String body, String... headers) throws IOException {
        return send("POST", path, body, List.of(headers), List.of("Content-Type: " + type));
    }

    public String send(String method, String path, String body, String... headers) throws IOException {
        return send(method, path, body, List.of(headers), List.of());
    }

    private String send(String method, String path, String body, List<String> headers, List<String> more)
            throws IOException {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(header -> request.append(header).append("\r\n"));
        more.forEach(header -> request.append(header).append("\r\n"));
        if (!body.isEmpty()) {
            request.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        return exchange(request + "Connection: close\r\n\r\n" + body);
    }

    /** The whole answer to these bytes, with its headers. */
    public String exchange(String request) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
