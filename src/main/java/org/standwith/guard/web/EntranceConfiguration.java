package org.standwith.guard.web;

import java.net.URI;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;
import org.standwith.guard.Entrance;
import org.standwith.guard.Guard;

/** Which addresses are guarded; what is behind them need not know. */
@Configuration(proxyBeanMethods = false)
class EntranceConfiguration {

    private final Guard guard;
    private final URI ourPage;

    EntranceConfiguration(Guard guard, @Value("${standwith.base-url}") URI ourPage) {
        this.guard = guard;
        this.ourPage = ourPage;
    }

    @Bean
    MappedInterceptor beforeCheckouts() {
        return before(Entrance.CHECKOUT, "/checkouts", "/api/v1/checkouts");
    }

    @Bean
    MappedInterceptor beforeConfirmations() {
        return before(Entrance.CONFIRMATION, "/api/v1/checkouts/*/confirmation");
    }

    @Bean
    MappedInterceptor beforeCodes() {
        return before(
                Entrance.CODE, "/answer", "/account/sign-in/code", "/account/sign-in/passkey", "/account/sign-in/lost");
    }

    @Bean
    MappedInterceptor beforeLetters() {
        return before(Entrance.LINK, "/account/sign-in/link");
    }

    @Bean
    MappedInterceptor beforeReminders() {
        return before(Entrance.REMINDER, "/remind", "/api/v1/reminders");
    }

    private MappedInterceptor before(Entrance entrance, String... paths) {
        return new MappedInterceptor(paths, new Doorkeeper(entrance, guard, ourPage));
    }
}
