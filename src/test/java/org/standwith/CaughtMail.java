package org.standwith;

import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import standwith.sandbox.mail.MailCatcher;

/** Gives a context a mail server that takes every letter. One for all: whoever looks for letters does so by an address of their own. */
public final class CaughtMail implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    public static final MailCatcher MAIL = new MailCatcher();

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(
                        "spring.mail.host=" + MAIL.host(),
                        "spring.mail.port=" + MAIL.port(),
                        "standwith.mail.from=notes@mail.example")
                .applyTo(context);
    }
}
