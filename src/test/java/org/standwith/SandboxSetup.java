package org.standwith;

import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.standwith.staff.DemoStaff;
import standwith.sandbox.Sandbox;

/** Joins the application to a sandbox: its clock, and the way to its console. */
@TestConfiguration(proxyBeanMethods = false)
@Import(DemoStaff.class)
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

    /** A contract has the console here; it lives on the sandbox's own port. */
    @Bean
    RouterFunction<ServerResponse> wayToTheConsole() {
        return route().GET(
                        "/sandbox",
                        request -> ServerResponse.seeOther(sandbox().address()).build())
                .build();
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String address = event.getApplicationContext().getEnvironment().getRequiredProperty("standwith.base-url");
        log.info("""
            Standwith is ready.

                %1$s/            give
                %1$s/office      for staff: finance@example.org, password finance
                %1$s/v3/api-docs the JSON API
                %2$s/             the sandbox: webhooks, clock, renewals, refunds, disputes, payouts
                %2$s/newspaper    the widget on somebody else's page
                %2$s/mail         the mails that were sent
            """.formatted(address, sandbox().address()));
    }
}
