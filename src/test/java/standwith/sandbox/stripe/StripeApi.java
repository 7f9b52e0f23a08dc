package standwith.sandbox.stripe;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger.Level;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import standwith.sandbox.Requests;
import standwith.sandbox.account.Answer;

/** The API on the wire. */
@RestController
final class StripeApi {

    private static final String VERSION = "2026-07-29.dahlia";
    private static final System.Logger LOG = System.getLogger(StripeApi.class.getName());

    private final Stripe stripe;
    private final Requests requests;

    StripeApi(Stripe stripe, Requests requests) {
        this.stripe = stripe;
        this.requests = requests;
    }

    @RequestMapping("/stripe/v1/**")
    ResponseEntity<String> call(HttpServletRequest request) {
        String id = "req_" + UUID.randomUUID().toString().replace("-", "").substring(0, 14);
        var parameters = new LinkedHashMap<String, String>();
        request.getParameterMap().forEach((name, values) -> {
            // expand[]=a&expand[]=b is the one name that callers may repeat
            for (int i = 0; i < values.length; i++) {
                parameters.put(name.endsWith("[]") ? name.replace("[]", "[" + i + "]") : name, values[i]);
            }
        });
        String version = Objects.requireNonNullElse(request.getHeader("Stripe-Version"), VERSION);
        var call = new Api.Call(
                id,
                request.getMethod(),
                request.getRequestURI().substring("/stripe".length()),
                parameters,
                request.getHeader("Authorization"),
                request.getHeader("Idempotency-Key"),
                version);
        if (!call.isFromBrowser()) {
            requests.keep(request, written(parameters));
        }
        Answer answer = stripe.call(call);
        var response = ResponseEntity.status(answer.status())
                .contentType(MediaType.APPLICATION_JSON)
                .header("Request-Id", id)
                // pages may ask from anywhere, with their publishable key
                .header("Access-Control-Allow-Origin", "*")
                .header("Stripe-Version", version);
        if (answer.replayed()) {
            response.header("Idempotent-Replayed", "true");
        }
        return response.body(answer.body());
    }

    private static String written(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @ExceptionHandler
    ResponseEntity<String> broken(RuntimeException bug) {
        LOG.log(Level.ERROR, "The sandbox itself failed", bug);
        return ResponseEntity.internalServerError()
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"error\":{\"type\":\"api_error\",\"message\":\"The sandbox itself failed: see its log.\"}}");
    }
}
