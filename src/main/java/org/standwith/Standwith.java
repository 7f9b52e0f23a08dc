package org.standwith;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** The contributions backend for newsrooms under pressure. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Standwith {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Standwith.class);
        application.addListeners(new Preflight());
        application.run(args);
    }

    /** The only now. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
