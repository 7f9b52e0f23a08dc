package org.standwith.supporters;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.transaction.support.TransactionTemplate;
import org.standwith.CaughtMail;
import org.standwith.FreshSchema;
import org.standwith.PassingTime;
import org.standwith.Statements;
import org.standwith.Time;
import org.standwith.memberships.WithTiers;
import org.standwith.payments.Door;
import org.standwith.vault.Dossiers;
import standwith.sandbox.mail.MailCatcher;

/** A test of the whole application by a clock of its own, with tiers, and with a mail server that takes every letter. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@WithTiers
@Import(WithMail.Setup.class)
@ContextConfiguration(
        initializers = {
            FreshSchema.class,
            PassingTime.WithTasks.class,
            CaughtMail.class,
            WithMail.Homes.class,
            Statements.Heard.class
        })
public @interface WithMail {

    String ONION = "http://zq8gazette.onion";
    String MIRROR = "https://mirror.example.net";

    MailCatcher MAIL = CaughtMail.MAIL;

    final class Homes implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("standwith.onion=" + ONION, "standwith.mirrors=" + MIRROR)
                    .applyTo(context);
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    class Setup {

        @Bean
        Readers readers(
                Dossiers dossiers,
                Door door,
                Time time,
                TransactionTemplate transaction,
                JdbcClient jdbc,
                MockMvcTester web,
                ApplicationContext context) {
            return new Readers(dossiers, door, time, transaction, jdbc, web, context);
        }
    }
}
