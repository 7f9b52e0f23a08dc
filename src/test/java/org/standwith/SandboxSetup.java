package org.standwith;

import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import standwith.sandbox.Sandbox;

/** Joins the application to a sandbox: its clock, and the way to its console. */
@TestConfiguration(proxyBeanMethods = false)
class SandboxSetup {

    private static final Logger log = LoggerFactory.getLogger(SandboxSetup.class);

    /** Handed over by {@link TestStandwith}: Spring makes this class, and only it has the sandbox. */
    private static @Nullable Sandbox sandbox;

    static void use(Sandbox running) {
        sandbox = running;
    }

    private static Sandbox sandbox() {
        Sandbox running = sandbox;
        if (running == null) {
            throw new IllegalStateException("Start this by TestStandwith");
        }
        return running;
    }

    @Bean
    @Primary
    Clock sandboxClock() {
        return sandbox().clock();
    }

    @Bean
    WayToTheConsole wayToTheConsole() {
        return new WayToTheConsole(sandbox().address());
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String address = event.getApplicationContext().getEnvironment().getRequiredProperty("standwith.base-url");
        log.info("""
            Standwith is ready.

                {}/            give
                {}/office      for staff: finance@example.org, password finance
                {}/v3/api-docs the JSON API
                {}/             the sandbox: webhooks, clock, renewals, refunds, disputes, payouts
                {}/newspaper    the widget on somebody else's page
            """, address, address, address, sandbox().address(), sandbox().address());
    }

    @Controller
    static final class WayToTheConsole {

        private final URI console;

        WayToTheConsole(URI console) {
            this.console = console;
        }

        @GetMapping("/sandbox")
        ResponseEntity<Void> console() {
            return ResponseEntity.status(HttpStatus.SEE_OTHER).location(console).build();
        }
    }
}
