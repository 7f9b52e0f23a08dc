package org.standwith.payments.stripe;

import com.stripe.exception.InvalidRequestException;
import com.stripe.param.ProductCreateParams;
import java.util.Objects;
import org.standwith.payments.Reply;

/** The one product that everybody pays for: prices made on the fly would otherwise make a new one each time. */
final class StripeProduct {

    /** Ours to choose, so that any node finds the same product without being told. */
    private static final String ID = "standwith_contribution";

    private final StripeCalls calls;
    private final String name;
    private volatile boolean exists;

    StripeProduct(StripeCalls calls, String name) {
        this.calls = calls;
        this.name = name;
    }

    /** Its id, once it is known to exist. */
    Reply<String> id() {
        if (exists) {
            return new Reply.Answer<>(ID);
        }
        Reply<String> result = calls.make(client -> {
            try {
                ProductCreateParams params =
                        ProductCreateParams.builder().setId(ID).setName(name).build();
                return Objects.requireNonNull(
                        client.v1().products().create(params).getId());
            } catch (InvalidRequestException e) {
                if ("resource_already_exists".equals(e.getCode())) {
                    return ID;
                }
                throw e;
            }
        });
        exists = result instanceof Reply.Answer;
        return result;
    }
}
