package standwith.sandbox;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import standwith.sandbox.account.Overview;
import standwith.sandbox.webhooks.Manner;

/** The sandbox's front page: everything one can look at and do. */
@Controller
final class Console {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu, HH:mm", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int EVENTS_SHOWN = 100;

    private final Sandbox sandbox;

    Console(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * How events are delivered, as the form has it.
     *
     * @param atOnce null for one after the other
     */
    record DeliveryForm(
            String mode,
            int copies,
            int droppedPercent,
            long delaySeconds,
            long seed,
            @Nullable Integer atOnce) {

        static DeliveryForm of(Manner manner) {
            return new DeliveryForm(
                    manner.shuffled() ? "reorder" : manner.collect() ? "hold" : "normal",
                    manner.copies(),
                    (int) Math.round(manner.dropped() * 100),
                    manner.delay().toSeconds(),
                    manner.seed(),
                    manner.atOnce());
        }

        Manner manner() {
            return new Manner(
                    !mode.equals("normal"),
                    mode.equals("reorder"),
                    seed,
                    copies,
                    droppedPercent / 100.0,
                    Duration.ofSeconds(delaySeconds),
                    Objects.requireNonNullElse(atOnce, 1));
        }
    }

    @GetMapping("/")
    String show(Model model) {
        var events = sandbox.webhooks().sent().reversed();
        model.addAttribute("now", DAY.format(sandbox.clock().instant()));
        model.addAttribute("standwith", sandbox.standwith());
        Overview stripe = sandbox.stripe().overview();
        Overview paypal = sandbox.paypal().overview();
        model.addAttribute("waiting", rows(stripe.waiting(), paypal.waiting()));
        model.addAttribute("subscriptions", rows(stripe.subscriptions(), paypal.subscriptions()));
        List<Row<Overview.Payment>> payments = rows(stripe.payments(), paypal.payments());
        model.addAttribute(
                "payments",
                payments.stream()
                        .sorted(Comparator.comparing(
                                        (Row<Overview.Payment> row) -> row.one().at())
                                .reversed())
                        .toList());
        model.addAttribute("refunds", rows(stripe.refunds(), paypal.refunds()));
        model.addAttribute("balances", rows(stripe.balances(), paypal.balances()));
        model.addAttribute("payouts", rows(stripe.payouts(), paypal.payouts()));
        model.addAttribute("delivery", DeliveryForm.of(sandbox.webhooks().manner()));
        model.addAttribute("events", events.stream().limit(EVENTS_SHOWN).toList());
        model.addAttribute("eventCount", events.size());
        return "console";
    }

    /**
     * Something of one of the providers.
     *
     * @param provider as addresses have it
     * @param name as people have it
     */
    record Row<T>(String provider, String name, T one) {}

    private static <T> List<Row<T>> rows(List<T> stripe, List<T> paypal) {
        return Stream.concat(
                        stripe.stream().map(one -> new Row<>("stripe", "Stripe", one)),
                        paypal.stream().map(one -> new Row<>("paypal", "PayPal", one)))
                .toList();
    }
}
