package org.standwith.contributions;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.standwith.Bank;
import org.standwith.PassingTime;
import org.standwith.TestClock;

/** A test of who may give: by a clock and a provider that the test has in its hand. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@PassingTime
@Import(AtRisk.Setup.class)
@TestPropertySource(properties = "standwith.risk.policy=classpath:risk/lasting.yaml")
public @interface AtRisk {

    /** The provider. */
    @TestConfiguration(proxyBeanMethods = false)
    class Setup {

        @Bean
        Bank bank(TestClock clock) {
            return new Bank(clock);
        }
    }
}
