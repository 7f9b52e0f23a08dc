package standwith.sandbox.paypal;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.account.Answer;
import standwith.sandbox.account.Answers;
import standwith.sandbox.account.Faults;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** Answers calls as PayPal would: token, then the first answer to the same request, then the call itself. */
final class Api {

    private static final String TOKEN = "/v1/oauth2/token";

    private final Tokens tokens;
    private final Answers answers;
    private final Routes routes;
    private final Faults faults;
    private int empty;

    /**
     * @param id what the answer has as its debug id
     * @param text the body
     * @param requestId the header by which a repeat is known
     */
    record Call(
            String id,
            String method,
            String path,
            Map<String, String> query,
            String text,
            @Nullable String authorization,
            @Nullable String requestId,
            @Nullable String prefer) {

        Body body() {
            return Body.of(text);
        }
    }

    Api(Tokens tokens, Answers answers, Routes routes, Faults faults) {
        this.tokens = tokens;
        this.answers = answers;
        this.routes = routes;
        this.faults = faults;
    }

    /** The next calls do nothing and get a 500 without a body. */
    void beEmpty(int errors) {
        empty = errors;
    }

    Answer answer(Call call) {
        if (empty > 0) {
            empty--;
            return new Answer(500, "", false);
        }
        IntFunction<Answer> trouble = status -> answer(PayPalError.trouble(status), call);
        return faults.around(() -> properly(call), trouble);
    }

    private Answer properly(Call call) {
        try {
            if (call.path().equals(TOKEN)) {
                return answer(200, tokens.issue(call.authorization(), call.text()));
            }
            tokens.check(call.authorization());
            Routes.Route route = routes.find(call.method(), call.path());
            String key = route.remembered() == null || call.requestId() == null
                    ? null
                    : call.path() + " " + call.requestId();
            if (key == null) {
                return first(route, call);
            }
            Answers.Kept before = answers.find(key);
            if (before != null) {
                return repeated(before, call);
            }
            Answer first = first(route, call);
            answers.remember(key, call.text(), first, route.remembered());
            return first;
        } catch (PayPalError refused) {
            return answer(refused, call);
        }
    }

    /** What was created is not created again, and PayPal says so by another status. */
    private static Answer repeated(Answers.Kept before, Call call) {
        if (!before.request().equals(call.text())) {
            throw PayPalError.refused(
                    "DUPLICATE_REQUEST_ID",
                    "The value of PayPal-Request-Id header has already been used for another request.");
        }
        return new Answer(before.status() == 201 ? 200 : before.status(), before.body(), true);
    }

    private Answer first(Routes.Route route, Call call) {
        Matcher matcher = route.path().matcher(call.path());
        String id = matcher.matches() && matcher.groupCount() > 0 ? matcher.group(1) : "";
        ObjectNode result = route.action().answer(id, call);
        if (result == null) {
            return new Answer(route.status(), "", false);
        }
        boolean all = call.prefer() != null && call.prefer().contains("return=representation");
        return answer(route.status(), routes.minimal(result, all ? null : route.minimal()));
    }

    private static Answer answer(int status, ObjectNode body) {
        return new Answer(status, Json.MAPPER.writeValueAsString(body), false);
    }

    private static Answer answer(PayPalError refused, Call call) {
        return answer(refused.status(), refused.body(call.id()));
    }
}
