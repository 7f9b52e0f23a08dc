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
import standwith.sandbox.account.Account;
import standwith.sandbox.account.Person;
import standwith.sandbox.paypal.PayPal;
import standwith.sandbox.paypal.PayPalError;
import standwith.sandbox.stripe.Stripe;
import standwith.sandbox.stripe.StripeError;

/** The console's buttons. Each says what it did, or why it could not, at the top of the page it goes back to. */
@Controller
@RequestMapping("/console")
final class ConsoleActions {

    private final Sandbox sandbox;
    private final Stripe stripe;
    private final PayPal paypal;

    ConsoleActions(Sandbox sandbox, Stripe stripe, PayPal paypal) {
        this.sandbox = sandbox;
        this.stripe = stripe;
        this.paypal = paypal;
    }

    enum Provider {
        stripe,
        paypal
    }

    @PostMapping("/clock")
    RedirectView move(@RequestParam Period by, RedirectAttributes flash) {
        sandbox.advance(by);
        return done(flash, "Time has moved on.");
    }

    @PostMapping("/{provider}/subscriptions/{id}/fail")
    RedirectView failNext(@PathVariable Provider provider, @PathVariable String id, RedirectAttributes flash) {
        account(provider).failNextRenewal(id);
        return done(flash, "The next renewal will be declined once.");
    }

    @PostMapping("/{provider}/subscriptions/{id}/cancel")
    RedirectView cancel(@PathVariable Provider provider, @PathVariable String id, RedirectAttributes flash) {
        account(provider).cancel(id);
        return done(flash, "The subscription is cancelled.");
    }

    @PostMapping("/{provider}/payments/{id}/refund")
    RedirectView refund(
            @PathVariable Provider provider,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable BigDecimal amount,
            @RequestParam String currency,
            RedirectAttributes flash) {
        account(provider).refund(id, amount == null ? null : minor(amount, currency));
        return done(flash, "The payment is refunded.");
    }

    @PostMapping("/{provider}/payments/{id}/dispute")
    RedirectView dispute(@PathVariable Provider provider, @PathVariable String id, RedirectAttributes flash) {
        account(provider).dispute(id);
        return done(flash, "The payment is disputed.");
    }

    @PostMapping("/{provider}/disputes/{id}/{outcome}")
    RedirectView close(
            @PathVariable Provider provider,
            @PathVariable String id,
            @PathVariable Outcome outcome,
            RedirectAttributes flash) {
        switch (outcome) {
            case win -> account(provider).winDispute(id);
            case lose -> account(provider).loseDispute(id);
        }
        return done(flash, "The dispute is closed.");
    }

    @PostMapping("/paypal/subscriptions/{id}/suspend")
    RedirectView suspend(@PathVariable String id, RedirectAttributes flash) {
        paypal.suspend(id);
        return done(flash, "The subscription is suspended.");
    }

    @PostMapping("/paypal/payments/{id}/charge-back")
    RedirectView chargeBack(@PathVariable String id, RedirectAttributes flash) {
        paypal.chargeBack(id);
        return done(flash, "The payment is charged back.");
    }

    @PostMapping("/paypal/disputes/{id}/reverse")
    RedirectView reverse(@PathVariable String id, RedirectAttributes flash) {
        paypal.reverseDispute(id);
        return done(flash, "The money is taken while the dispute goes on.");
    }

    @PostMapping("/stripe/refunds/{id}/fail")
    RedirectView failRefund(@PathVariable String id, RedirectAttributes flash) {
        stripe.failRefund(id);
        return done(flash, "The refund came back.");
    }

    @PostMapping("/{provider}/late/{id}/{answer}")
    RedirectView answer(
            @PathVariable Provider provider,
            @PathVariable String id,
            @PathVariable Reply answer,
            RedirectAttributes flash) {
        account(provider).answer(id, answer == Reply.yes);
        return done(flash, "The bank has answered.");
    }

    /** Each of the sandbox's people gave before the application was there: every month, and once. */
    @PostMapping("/stripe/before")
    RedirectView giveBefore(RedirectAttributes flash) {
        for (int i = 0; i < 5; i++) {
            Person payer = Person.of(Character.toString('a' + i));
            stripe.subscribedBefore(payer, 300 + 100L * i, "usd", "month", 1, "en");
            stripe.paidBefore(payer, 2000, "usd");
        }
        return done(flash, "Some people have given, and the application was not told.");
    }

    @PostMapping("/{provider}/payouts")
    RedirectView payOut(@PathVariable Provider provider, @RequestParam String currency, RedirectAttributes flash) {
        account(provider).payOut(currency);
        return done(flash, "The balance is paid out.");
    }

    @PostMapping("/{provider}/payouts/{id}/fail")
    RedirectView failPayout(@PathVariable Provider provider, @PathVariable String id, RedirectAttributes flash) {
        account(provider).failPayout(id);
        return done(flash, "The payout came back.");
    }

    @PostMapping("/{provider}/charges")
    RedirectView charge(
            @PathVariable Provider provider,
            @RequestParam BigDecimal amount,
            @RequestParam String currency,
            RedirectAttributes flash) {
        account(provider).chargeAccount(currency, minor(amount, currency));
        return done(flash, "The account is charged.");
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

    @ExceptionHandler({IllegalStateException.class, IllegalArgumentException.class, StripeError.class, PayPalError.class
    })
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

    private Account<?> account(Provider provider) {
        return provider == Provider.stripe ? stripe : paypal;
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
