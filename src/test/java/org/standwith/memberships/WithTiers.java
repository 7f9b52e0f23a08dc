package org.standwith.memberships;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.context.TestPropertySource;
import org.standwith.PassingTime;

/** A test of the whole application by a clock of its own, beginning on a Monday, with two tiers. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@PassingTime
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
@TestPropertySource(
        properties = {
            "standwith.memberships.tiers[0].name=friend",
            "standwith.memberships.tiers[0].threshold.USD=5.00",
            "standwith.memberships.tiers[0].benefits=newsletter,comments",
            "standwith.memberships.tiers[1].name=patron",
            "standwith.memberships.tiers[1].threshold.USD=20.00",
            "standwith.memberships.passes.audience=https://news.example.org"
        })
public @interface WithTiers {}
