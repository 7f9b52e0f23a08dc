package org.standwith.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One connection that is kept, over which signed webhooks go one after the other. As little work as can be: it shares the machine. */
final class Sender implements AutoCloseable {

    private Socket socket;
    private InputStream in;
    private OutputStream out;
    private final Mac mac;
    private final int port;
    private final byte[] line = new byte[512];

    Sender(int port, String secret) throws IOException, GeneralSecurityException {
        this.port = port;
        this.socket = new Socket();
        this.in = InputStream.nullInputStream();
        this.out = OutputStream.nullOutputStream();
        connect();
        this.mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    }

    private void connect() throws IOException {
        socket.close();
        socket = new Socket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** The status of the answer. */
    int send(byte[] body, long second) throws IOException {
        mac.update((second + ".").getBytes(StandardCharsets.US_ASCII));
        String signature = HexFormat.of().formatHex(mac.doFinal(body));
        return post(
                "/webhooks/stripe",
                body,
                "User-Agent: Stripe/1.0 (+https://stripe.com/docs/webhooks)\r\n"
                        + "Accept: */*; q=0.5, application/xml\r\n"
                        + "Cache-Control: no-cache\r\n"
                        + "Stripe-Signature: t=" + second + ",v1=" + signature + "\r\n");
    }

    /**
     * The status of the answer to any JSON.
     *
     * @param headers more of them, each with its end of line
     */
    int post(String path, byte[] body, String headers) throws IOException {
        byte[] head = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n" + headers
                        + "Content-Type: application/json; charset=utf-8\r\n"
                        + "Content-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        return answer();
    }

    private int answer() throws IOException {
        String first = readLine();
        int status = Integer.parseInt(first.substring(9, 12));
        int length = 0;
        boolean last = false;
        boolean chunks = false;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15)) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.regionMatches(true, 0, "Transfer-Encoding:", 0, 18)) {
                chunks = true;
            } else if (header.equalsIgnoreCase("Connection: close")) {
                last = true;
            }
        }
        while (chunks) {
            int size = Integer.parseInt(readLine(), 16);
            in.skipNBytes(size + 2L);
            chunks = size > 0;
        }
        in.skipNBytes(length);
        if (last) {
            // The server takes so many over one connection, and no more.
            connect();
        }
        return status;
    }

    private String readLine() throws IOException {
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("The connection was closed");
            }
            line[length++] = (byte) next;
        }
        return new String(line, 0, Math.max(0, length - 1), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
