package org.standwith;

import com.github.kagkarlsson.scheduler.Scheduler;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;

/** A test of the whole application by a clock that the test moves: tasks run when they come due by it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = {Standwith.class, PassingTime.Setup.class})
@ContextConfiguration(initializers = {FreshSchema.class, PassingTime.WithTasks.class})
public @interface PassingTime {

    /** After {@link FreshSchema}, which has tasks rest. */
    final class WithTasks implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of("standwith.tasks.run=true", "db-scheduler.polling-interval=50ms")
                    .applyTo(context);
        }
    }

    /** Its clock, and what waits for its tasks. */
    @TestConfiguration(proxyBeanMethods = false)
    class Setup {

        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock("2026-03-02T12:00:00Z");
        }

        @Bean
        Time time(TestClock clock, Scheduler scheduler, JdbcClient jdbc) {
            return new Time(clock, scheduler, jdbc);
        }
    }
}
