package org.standwith.receipts;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Where receipts are made, by a newsroom that has told all that it can tell of itself. */
final class Desk {

    static final Issuer.Legal NOTHING = new Issuer.Legal(null, List.of(), null, null, Map.of());

    static final Issuer.Legal ALL = new Issuer.Legal(
            "Stichting Example",
            List.of("Keizersgracht 1", "1015 CC Amsterdam", "Netherlands"),
            "KvK 12345678",
            "RSIN 123456789",
            Map.of(
                    "en", "No goods or services were provided in exchange.",
                    "ru", "Взамен не предоставлялось никаких товаров и услуг."));

    private Desk() {}

    static Issuer issuer(ZoneId zone, Issuer.Legal legal) {
        return new Issuer("The Example Gazette", zone, "help@example.org", legal);
    }

    static Receipts with(Issuer issuer, Instant now) {
        return new Receipts(issuer, press(), messages(), Clock.fixed(now, ZoneOffset.UTC));
    }

    static Press press() {
        ClassLoaderTemplateResolver templates = new ClassLoaderTemplateResolver();
        templates.setPrefix("templates/");
        templates.setSuffix(".html");
        templates.setCharacterEncoding("UTF-8");
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(templates);
        engine.setTemplateEngineMessageSource(messages());
        return new Press(engine);
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
