package standwith.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/** What the providers' APIs are sent by servers, the newest of it: a browser's card number is no server's business. */
public final class Requests {

    static final int MOST = 20_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Request> newest = new ArrayDeque<>();

    /** To be called before there is an answer: whoever has one can then count on finding the request here. */
    public void keep(HttpServletRequest request, String body) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), Collections.list(request.getHeaders(name)));
        }
        var kept = new Request(request.getMethod(), request.getRequestURI(), request.getQueryString(), headers, body);
        lock.lock();
        try {
            newest.add(kept);
            if (newest.size() > MOST) {
                newest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    List<Request> all() {
        lock.lock();
        try {
            return List.copyOf(newest);
        } finally {
            lock.unlock();
        }
    }
}
