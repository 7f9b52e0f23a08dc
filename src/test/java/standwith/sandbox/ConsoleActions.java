package standwith.sandbox;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Period;
import java.util.Currency;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;
import standwith.sandbox.stripe.Stripe;
import standwith.sandbox.stripe.StripeError;

/** The console's buttons. Each says what it did, or why it could not, at the top of the page it goes back to. */
@Controller
@RequestMapping("/console")
final class ConsoleActions {

    private final Sandbox sandbox;
    private final Stripe stripe;

    ConsoleActions(Sandbox sandbox, Stripe stripe) {
        this.sandbox = sandbox;
        this.stripe = stripe;
    }

    @PostMapping("/clock")
    RedirectView move(@RequestParam Period by, RedirectAttributes flash) {
        sandbox.advance(by);
        return done(flash, "Time has moved on.");
    }

    @PostMapping("/subscriptions/{id}/fail")
    RedirectView failNext(@PathVariable String id, RedirectAttributes flash) {
        stripe.failNextRenewal(id);
        return done(flash, "The next renewal will be declined once.");
    }

    @PostMapping("/subscriptions/{id}/cancel")
    RedirectView cancel(@PathVariable String id, RedirectAttributes flash) {
        stripe.cancel(id);
        return done(flash, "The subscription is cancelled.");
    }

    @PostMapping("/payments/{id}/refund")
    RedirectView refund(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable BigDecimal amount,
            @RequestParam String currency,
            RedirectAttributes flash) {
        stripe.refund(id, amount == null ? null : minor(amount, currency));
        return done(flash, "The payment is refunded.");
    }

    @PostMapping("/payments/{id}/dispute")
    RedirectView dispute(@PathVariable String id, RedirectAttributes flash) {
        stripe.dispute(id);
        return done(flash, "The payment is disputed.");
    }

    @PostMapping("/disputes/{id}/{outcome}")
    RedirectView close(@PathVariable String id, @PathVariable Outcome outcome, RedirectAttributes flash) {
        switch (outcome) {
            case win -> stripe.winDispute(id);
            case lose -> stripe.loseDispute(id);
        }
        return done(flash, "The dispute is closed.");
    }

    @PostMapping("/refunds/{id}/fail")
    RedirectView failRefund(@PathVariable String id, RedirectAttributes flash) {
        stripe.failRefund(id);
        return done(flash, "The refund came back.");
    }

    @PostMapping("/late/{session}/{answer}")
    RedirectView answer(@PathVariable String session, @PathVariable Reply answer, RedirectAttributes flash) {
        stripe.answer(session, answer == Reply.yes);
        return done(flash, "The bank has answered.");
    }

    @PostMapping("/payouts")
    RedirectView payOut(@RequestParam String currency, RedirectAttributes flash) {
        stripe.payOut(currency);
        return done(flash, "The balance is paid out.");
    }

    @PostMapping("/payouts/{id}/fail")
    RedirectView failPayout(@PathVariable String id, RedirectAttributes flash) {
        stripe.failPayout(id);
        return done(flash, "The payout came back.");
    }

    @PostMapping("/delivery")
    RedirectView deliver(@ModelAttribute Console.DeliveryForm form, RedirectAttributes flash) {
        sandbox.webhooks().deliver(form.manner());
        return done(flash, "From now on, events are delivered this way.");
    }

    @PostMapping("/delivery/flush")
    RedirectView flush(RedirectAttributes flash) {
        sandbox.webhooks().flush();
        return done(flash, "What was collected is on its way.");
    }

    @PostMapping("/delivery/dropped")
    RedirectView resendDropped(RedirectAttributes flash) {
        sandbox.webhooks().resendDropped();
        return done(flash, "What was dropped is on its way.");
    }

    @PostMapping("/events/{id}/resend")
    RedirectView resend(@PathVariable String id, RedirectAttributes flash) {
        sandbox.webhooks().resend(id);
        return done(flash, "The event is on its way again.");
    }

    @ExceptionHandler({IllegalStateException.class, IllegalArgumentException.class, StripeError.class})
    RedirectView impossible(RuntimeException reason, RedirectAttributes flash) {
        flash.addFlashAttribute("problem", reason.getMessage());
        return home();
    }

    enum Outcome {
        win,
        lose
    }

    enum Reply {
        yes,
        no
    }

    private static long minor(BigDecimal amount, String currency) {
        int digits = Currency.getInstance(currency.toUpperCase(Locale.ROOT)).getDefaultFractionDigits();
        return amount.movePointRight(digits)
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    private static RedirectView done(RedirectAttributes flash, String message) {
        flash.addFlashAttribute("done", message);
        return home();
    }

    private static RedirectView home() {
        var home = new RedirectView("/");
        home.setStatusCode(HttpStatus.SEE_OTHER);
        return home;
    }
}
