package org.standwith;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The contributions backend for newsrooms under pressure. */
@SpringBootApplication
public class Standwith {

    public static void main(String[] args) {
        SpringApplication.run(Standwith.class, args);
    }
}
