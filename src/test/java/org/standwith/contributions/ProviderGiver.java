package org.standwith.contributions;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.standwith.journeys.Stage;
import org.standwith.money.AmountText;
import org.standwith.payments.Commands;
import org.standwith.payments.Door;
import org.standwith.payments.Provider;
import org.standwith.payments.SandboxGiver;
import standwith.sandbox.Truth;
import standwith.sandbox.Truth.Kind;

/** Somebody who gives five dollars each month at one of the sandbox's providers, and what they want changed about that. */
final class ProviderGiver {

    static final WayBack BACK = new WayBack(
            URI.create("https://give.example.org/account"),
            URI.create("https://give.example.org/account/back"),
            Locale.GERMAN);

    private final Stage stage;
    private final UUID contribution;
    private final String subscription;
    private final int paidBefore;

    ProviderGiver(Stage stage, String provider) {
        this.stage = stage;
        Checkouts checkouts = stage.context().getBean(Checkouts.class);
        Attempts attempts = stage.context().getBean(Attempts.class);
        Checkout checkout = checkouts.open(
                new CheckoutRequest(
                        "MONTHLY", new AmountText("USD", "5.00"), provider, null, null, "en", false, null, null),
                UUID.randomUUID());
        contribution = attempts.existing(checkout.id()).contribution().id();
        String ref = attempts.checkoutOf(contribution).orElseThrow();
        if (provider.equals("STRIPE")) {
            stage.sandbox().stripe().approve(ref);
        } else {
            stage.sandbox().paypal().approve(ref);
        }
        checkouts.backFromProvider(checkout.id());
        stage.settle();
        subscription = stage.context()
                .getBean(Commands.class)
                .originals(
                        new Provider(provider),
                        stage.context().getBean(Door.class).lastingOf(contribution))
                .getFirst();
        paidBefore = payments().size();
    }

    UUID contribution() {
        return contribution;
    }

    /** As the provider knows it. */
    String subscription() {
        return subscription;
    }

    /** What was paid since the first payment, in cents, in order. */
    List<Long> paid() {
        return payments().stream().skip(paidBefore).map(Truth.Movement::minor).toList();
    }

    private List<Truth.Movement> payments() {
        return stage.sandbox().truth().of(Kind.PAYMENT);
    }

    ChangeOutcome ask(Alteration wish) {
        return ask(wish, UUID.randomUUID());
    }

    ChangeOutcome ask(Alteration wish, UUID key) {
        // Of two pictures of one second nobody can tell which is the later one.
        stage.sandbox().advance(Duration.ofSeconds(2));
        return changes().ask(contribution, wish, BACK, key);
    }

    ChangeOutcome returned(UUID key) {
        stage.sandbox().advance(Duration.ofSeconds(2));
        return changes().returned(contribution, key);
    }

    Changes changes() {
        return stage.context().getBean(Changes.class);
    }

    Giving giving() {
        return stage.context().getBean(Givings.class).of(List.of(contribution)).getFirst();
    }

    /** Presses a button on a page of the provider's. */
    static void press(URI page, String form) {
        SandboxGiver.press(page, form);
    }

    void passTo(Instant moment) {
        stage.settle();
        stage.sandbox().advanceTo(moment);
        settle();
    }

    void pass(Duration time) {
        passTo(stage.sandbox().clock().instant().plus(time));
    }

    /** Whatever is due by now is done, and told. */
    void settle() {
        stage.settle();
        stage.settleTasks("change", "appointment");
        stage.settle();
    }
}
