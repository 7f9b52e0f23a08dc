package standwith.sandbox;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
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
        model.addAttribute("stripe", sandbox.stripe().overview());
        model.addAttribute("delivery", DeliveryForm.of(sandbox.webhooks().manner()));
        model.addAttribute("events", events.stream().limit(EVENTS_SHOWN).toList());
        model.addAttribute("eventCount", events.size());
        return "console";
    }
}
