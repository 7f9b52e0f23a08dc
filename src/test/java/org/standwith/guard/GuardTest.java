package org.standwith.guard;

import static org.springframework.web.servlet.function.RequestPredicates.POST;
import static org.springframework.web.servlet.function.RouterFunctions.route;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;
import org.standwith.FreshSchema;
import org.standwith.Standwith;
import org.standwith.TestClock;

/** A test of the whole application with limits that are soon reached, by a clock that the test moves. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = {Standwith.class, GuardTest.Setup.class})
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@ContextConfiguration(initializers = {FreshSchema.class, GuardTest.Strict.class})
public @interface GuardTest {

    int ADDRESS = 3;
    int EVERYBODY = 7;
    int PERMITS = 2;
    int DECLINED = 5;

    /** After {@link FreshSchema}, which has room for everybody. */
    final class Strict implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "standwith.guard.checkouts.address=" + ADDRESS,
                            "standwith.guard.checkouts.everybody=" + EVERYBODY,
                            "standwith.guard.confirmations.address=" + ADDRESS,
                            "standwith.guard.confirmations.everybody=" + EVERYBODY,
                            "standwith.guard.codes.address=" + ADDRESS,
                            "standwith.guard.codes.everybody=" + EVERYBODY,
                            "standwith.guard.permits.per-minute=" + PERMITS,
                            "standwith.guard.alarm.declined=" + DECLINED,
                            "standwith.guard.difficulty=500")
                    .applyTo(context);
        }
    }

    /** Its clock, and what stands in for pages behind the guard that this module knows nothing of. */
    @TestConfiguration(proxyBeanMethods = false)
    class Setup {

        @Bean
        @Primary
        TestClock testClock() {
            return new TestClock("2026-03-02T12:00:00Z");
        }

        @Bean
        Behind behind() {
            return new Behind();
        }

        @Bean
        RouterFunction<ServerResponse> behindTheGuard(Behind behind) {
            return route(
                            POST("/answer"),
                            request -> behind.come(request.param("code").orElse("")))
                    .andRoute(POST("/api/v1/checkouts/{id}/confirmation"), request -> behind.come("card"));
        }

        @Bean
        @Order(0)
        SecurityFilterChain forAnswers(HttpSecurity http) {
            return http.securityMatcher("/answer")
                    .authorizeHttpRequests(calls -> calls.anyRequest().permitAll())
                    .csrf(csrf -> csrf.disable())
                    .build();
        }
    }
}
