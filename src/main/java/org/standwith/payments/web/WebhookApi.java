package org.standwith.payments.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.payments.Reception;
import org.standwith.payments.Webhooks;
import org.standwith.problem.Problem;
import org.standwith.vault.KeyServiceSilent;

/** Where providers send their webhooks. Answers 200 only when the event is committed. */
@Hidden
@RestController
class WebhookApi {

    private static final Logger log = LoggerFactory.getLogger(WebhookApi.class);
    static final String PATH = "/webhooks/{provider}";

    private static final int MOST_BYTES = 1 << 20;

    private final Webhooks webhooks;

    WebhookApi(Webhooks webhooks) {
        this.webhooks = webhooks;
    }

    /**
     * Takes the response only to leave it as it is: then nobody looks for a way to write what there is not, which takes as
     * long as checking the signature.
     */
    @PostMapping(PATH)
    void receive(@PathVariable String provider, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        byte[] body = read(request);
        Reception reception;
        try {
            reception = webhooks.receive(provider, body, headersOf(request)).orElseThrow(WebhookApi::unknownProvider);
        } catch (DataAccessException | TransactionException | KeyServiceSilent e) {
            log.atError().addKeyValue("provider", provider).setCause(e).log("A webhook could not be kept");
            throw new Problem(Problem.Kind.UNAVAILABLE, "cannot-store", "The event could not be kept. Send it again.");
        }
        switch (reception) {
            case Reception.Genuine genuine -> response.setStatus(HttpServletResponse.SC_OK);
            case Reception.Rejected rejected -> {
                log.atWarn()
                        .addKeyValue("provider", provider)
                        .addKeyValue("reason", rejected.reason())
                        .log("A webhook was refused");
                throw new Problem(Problem.Kind.MALFORMED, "webhook-refused", "This is not a genuine event.");
            }
            case Reception.Unverifiable unverifiable -> {
                log.atWarn()
                        .addKeyValue("provider", provider)
                        .addKeyValue("reason", unverifiable.reason())
                        .log("A webhook could not be verified");
                throw new Problem(Problem.Kind.UNAVAILABLE, "cannot-verify", "The event could not be verified now.");
            }
        }
    }

    private static byte[] read(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > MOST_BYTES) {
            throw tooLarge();
        }
        byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            throw tooLarge();
        }
        return body;
    }

    private static Map<String, String> headersOf(HttpServletRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }

    private static Problem tooLarge() {
        return new Problem(Problem.Kind.TOO_LARGE, "too-large", "An event has at most " + MOST_BYTES + " bytes.");
    }

    private static Problem unknownProvider() {
        return new Problem(Problem.Kind.NOT_FOUND, "unknown-provider", "No provider of this name is configured.");
    }
}
