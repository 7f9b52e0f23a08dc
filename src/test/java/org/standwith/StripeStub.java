package org.standwith;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.jspecify.annotations.Nullable;

/** One server in Stripe's place for all tests of the whole application; each test says what it answers. */
public final class StripeStub {

    private static @Nullable WireMockServer server;

    private StripeStub() {}

    public static synchronized WireMockServer server() {
        WireMockServer running = server;
        if (running == null) {
            running = new WireMockServer(WireMockConfiguration.options().dynamicPort());
            running.start();
            server = running;
        }
        return running;
    }
}
