package org.standwith.payments.paypal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for the network: what is at which address, and what was asked for. */
final class ServedCertificates implements CertificateFetch {

    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    ServedCertificates at(String address, byte[] file) {
        files.put(address, file);
        return this;
    }

    ServedCertificates at(String address, String file) {
        return at(address, file.getBytes(UTF_8));
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public byte[] fetch(URI address, int largest) throws IOException {
        asked.add(address.toString());
        byte[] file = files.get(address.toString());
        if (file == null || file.length > largest) {
            throw new IOException("not there, or too large");
        }
        return file;
    }
}
