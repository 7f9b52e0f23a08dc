package standwith.sandbox.paypal;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import standwith.sandbox.Requests;
import standwith.sandbox.account.Answer;

/** The API on the wire. */
@RestController
@RequestMapping("/paypal")
final class PayPalApi {

    private static final System.Logger LOG = System.getLogger(PayPalApi.class.getName());

    private final PayPal paypal;
    private final Requests requests;

    PayPalApi(PayPal paypal, Requests requests) {
        this.paypal = paypal;
        this.requests = requests;
    }

    /** Open to everybody, like the real ones. */
    @GetMapping("/v1/notifications/certs/{id}")
    ResponseEntity<String> certificate(@PathVariable String id, HttpServletRequest request) {
        requests.keep(request, "");
        String chain = paypal.certificates(id);
        return chain == null
                ? ResponseEntity.notFound().build()
                : ResponseEntity.ok()
                        .contentType(MediaType.parseMediaType("application/x-pem-file"))
                        .body(chain);
    }

    @RequestMapping("/**")
    ResponseEntity<String> call(HttpServletRequest request) throws IOException {
        String id = UUID.randomUUID().toString().replace("-", "").substring(0, 13);
        // Read before anybody asks for a parameter: the body of a form would be gone.
        String body = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        requests.keep(request, body);
        Answer answer = paypal.call(new Api.Call(
                id,
                request.getMethod(),
                request.getRequestURI().substring("/paypal".length()),
                query(request.getQueryString()),
                body,
                request.getHeader("Authorization"),
                request.getHeader("PayPal-Request-Id"),
                request.getHeader("Prefer")));
        var response = ResponseEntity.status(answer.status()).header("Paypal-Debug-Id", id);
        return answer.body().isEmpty()
                ? response.build()
                : response.contentType(MediaType.APPLICATION_JSON).body(answer.body());
    }

    @ExceptionHandler
    ResponseEntity<String> broken(RuntimeException bug) {
        LOG.log(Level.ERROR, "The sandbox itself failed", bug);
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"name\":\"INTERNAL_SERVER_ERROR\",\"message\":\"The sandbox itself failed: see its log.\"}");
    }

    private static Map<String, String> query(@Nullable String text) {
        var query = new LinkedHashMap<String, String>();
        for (String one : text == null ? new String[0] : text.split("&")) {
            int equals = one.indexOf('=');
            if (equals > 0) {
                query.put(
                        one.substring(0, equals), URLDecoder.decode(one.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }
}
