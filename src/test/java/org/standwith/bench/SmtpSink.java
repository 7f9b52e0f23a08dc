package org.standwith.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A mail server that takes everything as fast as it comes, and keeps of it who got what when, by number. As little work as can
 * be: it shares the machine.
 */
public final class SmtpSink implements AutoCloseable {

    /** @param nanos when it was taken, by {@link System#nanoTime} */
    public record Taken(String number, long nanos) {}

    /** What came to somebody who had something already. */
    public record Repeat(String to, Taken first, Taken again) {}

    private static final String NUMBER = "message-id:";
    private static final String ON = "250 ok";

    private final ServerSocket server;
    private final Map<String, Taken> taken = new ConcurrentHashMap<>();
    private final Queue<Repeat> repeats = new ConcurrentLinkedQueue<>();
    private final AtomicLong last = new AtomicLong();
    private volatile byte[] letter = {};

    public SmtpSink() throws IOException {
        server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("sink").start(this::accept);
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return server.getLocalPort();
    }

    /** How many have got something. */
    public int count() {
        return taken.size();
    }

    /** What somebody got first. */
    public Taken by(String address) {
        return taken.getOrDefault(address, new Taken("", 0));
    }

    public List<Repeat> repeats() {
        return List.copyOf(repeats);
    }

    /** When the last one was taken. */
    public long last() {
        return last.get();
    }

    /** The source of one of them. */
    public byte[] letter() {
        return letter.clone();
    }

    public void forget() {
        taken.clear();
        repeats.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread.ofPlatform().daemon().name("sink-of-one").start(() -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
            OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 512);
            answer(out, "220 sink");
            String to = "";
            while (true) {
                String line = readLine(in);
                switch (line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT)) {
                    case "EHLO" -> answer(out, "250-sink\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 DSN");
                    case "RCPT" -> {
                        to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                        answer(out, ON);
                    }
                    case "DATA" -> {
                        answer(out, "354 go on");
                        String number = letter(in);
                        note(to, number);
                        answer(out, ON);
                    }
                    case "QUIT" -> {
                        answer(out, "221 bye");
                        return;
                    }
                    default -> answer(out, ON);
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        }
    }

    private void note(String to, String number) {
        Taken now = new Taken(number, System.nanoTime());
        Taken before = taken.putIfAbsent(to, now);
        if (before != null) {
            repeats.add(new Repeat(to, before, now));
        }
        last.accumulateAndGet(now.nanos(), Math::max);
    }

    private String letter(InputStream in) throws IOException {
        ByteArrayOutputStream source = letter.length == 0 ? new ByteArrayOutputStream() : null;
        String number = "";
        boolean head = true;
        for (String line = readLine(in); !line.equals("."); line = readLine(in)) {
            if (source != null) {
                source.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            }
            head &= !line.isEmpty();
            if (head && line.regionMatches(true, 0, NUMBER, 0, NUMBER.length())) {
                number = line.substring(NUMBER.length()).strip();
            }
        }
        if (source != null) {
            letter = source.toByteArray();
        }
        return number;
    }

    private static void answer(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private static String readLine(InputStream in) throws IOException {
        byte[] line = new byte[1024];
        int length = 0;
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line[length++ % line.length] = (byte) next;
        }
        return new String(line, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
