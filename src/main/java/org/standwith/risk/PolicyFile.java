package org.standwith.risk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The policy that this installation was started with. Read once. */
@Component
class PolicyFile {

    private final String text;
    private final Policy policy;

    /** @throws Unusable naming all that is wrong */
    PolicyFile(RiskProperties properties) {
        try {
            text = properties.policy().getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new Unusable(RiskProperties.POLICY, "it cannot be read.");
        }
        policy = switch (PolicyText.read(text)) {
            case PolicyText.Readable read -> read.policy();
            case PolicyText.Unreadable faulty ->
                throw new Unusable(
                        RiskProperties.POLICY,
                        faulty.faults().stream().map(Fault::toString).collect(Collectors.joining("; ", "", ".")));
        };
    }

    String text() {
        return text;
    }

    Policy policy() {
        return policy;
    }
}
