package org.standwith.guard;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.web.servlet.function.ServerResponse;

/** Notes who came in. */
public final class Behind {

    private final List<String> guests = new CopyOnWriteArrayList<>();

    ServerResponse come(String guest) {
        guests.add(guest);
        return ServerResponse.ok().body("in");
    }

    public List<String> guests() {
        return guests;
    }

    public void clear() {
        guests.clear();
    }
}
