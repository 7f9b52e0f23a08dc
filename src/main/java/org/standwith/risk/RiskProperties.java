package org.standwith.risk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/**
 * @param policy where the policy's text is
 * @param addresses a MaxMind DB file that tells the countries of internet addresses; without one they say nothing
 */
@ConfigurationProperties("standwith.risk")
record RiskProperties(
        @DefaultValue("classpath:risk/policy.yaml") Resource policy,
        @Nullable Path addresses) {

    static final String POLICY = "standwith.risk.policy";
    static final String ADDRESSES = "standwith.risk.addresses";
}
