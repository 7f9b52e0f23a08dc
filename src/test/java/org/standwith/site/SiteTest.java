package org.standwith.site;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.StandwithTest;
import org.standwith.payments.DamagedEvents;
import org.standwith.staff.ApiTokens;
import org.standwith.staff.StaffAccounts;

/** A test of what callers and visitors meet; what it does to the database is undone. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@StandwithTest
@Transactional
@MockitoBean(types = DamagedEvents.class)
@Import(SiteTest.Configuration.class)
@TestPropertySource(
        properties = {"standwith.site.exit=" + SiteTest.EXIT, "standwith.organisation.name=" + SiteTest.NAME})
@interface SiteTest {

    String EXIT = "https://weather.example/";

    /** One that stands nowhere by itself. */
    String NAME = "Zq8 Gazette";

    @TestConfiguration(proxyBeanMethods = false)
    class Configuration {

        @Bean
        Colleagues colleagues(StaffAccounts accounts, ApiTokens tokens) {
            return new Colleagues(accounts, tokens);
        }
    }
}
