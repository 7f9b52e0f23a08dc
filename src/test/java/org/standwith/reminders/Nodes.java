package org.standwith.reminders;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.env.Environment;
import org.standwith.bench.ServiceProcess;
import org.standwith.bench.SmtpSink;

/** Nodes beside a test's own context: on its database, with its keys, with a mail server that takes everything. */
final class Nodes {

    private Nodes() {}

    static ServiceProcess start(String name, Environment here, SmtpSink sink) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String same : List.of(
                "spring.datasource.url",
                "standwith.base-url",
                "standwith.stripe.secret-key",
                "standwith.stripe.accept-hosted-checkout",
                "standwith.stripe.api-base",
                "standwith.vault.kek",
                "standwith.vault.journal")) {
            settings.put(same, here.getRequiredProperty(same));
        }
        settings.put("standwith.stripe.webhook-secrets", "whsec_test");
        settings.put("standwith.guard.proof", "never");
        settings.put("standwith.reminders.per-minute", "100000000");
        settings.put("standwith.mail.from", "notes@mail.example");
        settings.put("spring.mail.host", sink.host());
        settings.put("spring.mail.port", String.valueOf(sink.port()));
        List<String> options = new ArrayList<>();
        String more = System.getProperty("bench.node.options");
        if (more != null) {
            options.addAll(List.of(more.replace("%n", name).split(" ")));
        }
        return ServiceProcess.start(name, settings, options);
    }
}
