package standwith.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import standwith.sandbox.mail.MailCatcher;
import standwith.sandbox.paypal.PayPal;
import standwith.sandbox.state.StateFile;
import standwith.sandbox.stripe.Stripe;
import standwith.sandbox.webhooks.Channel;
import standwith.sandbox.webhooks.Webhooks;

/**
 * Providers that behave like the real ones, on the wire: their APIs, payment pages and signed webhooks, money and time,
 * on a port of their own, and a mail server on another one. At its root is a console for people.
 */
public final class Sandbox implements AutoCloseable {

    private final Settings settings;
    private final StateFile file;
    private final Webhooks webhooks;
    private final Stripe stripe;
    private final PayPal paypal;
    private final Timeline timeline;
    private final Requests requests = new Requests();
    private final MailCatcher mail = new MailCatcher();
    private final ConfigurableApplicationContext web;
    private @Nullable URI address;

    /** Where the last months led that passed; from there the next ones go on. */
    private @Nullable LocalDate monthly;

    private int dayOfMonth;

    private Sandbox(Settings settings) {
        this.settings = settings;
        var lock = new ReentrantLock();
        this.file = new StateFile(settings.folder(), lock);
        this.webhooks = new Webhooks(lock, settings.clock(), file);
        this.stripe = new Stripe(lock, settings.clock(), file, webhooks, settings.stripeSecretKey(), this::address);
        this.paypal = new PayPal(
                lock,
                settings.clock(),
                file,
                webhooks,
                new PayPal.Credentials(
                        settings.paypalClientId(), settings.paypalClientSecret(), settings.paypalWebhookId()),
                this::address);
        this.timeline = new Timeline(lock, settings.clock(), webhooks, List.of(stripe::nextDue, paypal::nextDue));
        this.web = SandboxWeb.start(settings.port(), this, stripe, paypal, requests, mail);
    }

    /** Ready when it returns: the port is open, and events that were not delivered in an earlier run are on their way. */
    public static Sandbox start(Settings settings) {
        var sandbox = new Sandbox(settings);
        sandbox.address();
        sandbox.webhooks.start(List.of(
                new Channel(
                        "stripe",
                        settings.standwith().resolve("/webhooks/stripe"),
                        Stripe.signing(settings.stripeWebhookSecrets())),
                new Channel("paypal", settings.standwith().resolve("/webhooks/paypal"), sandbox.paypal.signing())));
        sandbox.timeline.start();
        return sandbox;
    }

    public URI address() {
        URI known = address;
        if (known == null) {
            var server = ((WebServerApplicationContext) web).getWebServer();
            known = URI.create("http://localhost:" + (server == null ? settings.port() : server.getPort()));
            address = known;
        }
        return known;
    }

    /** What the Stripe SDK gets as its API base. */
    public URI stripeApi() {
        return URI.create(address() + "/stripe");
    }

    /** What pages with card fields are given as their key; no secret. */
    public String stripePublishableKey() {
        return Stripe.publishableKey(settings.stripeSecretKey());
    }

    /** The script that pages with card fields load, in place of Stripe's. */
    public URI stripeScript() {
        return URI.create(address() + "/dahlia/stripe.js");
    }

    /** What is PayPal's API base to the application. */
    public URI paypalApi() {
        return URI.create(address() + "/paypal");
    }

    /** The certificate, as PEM, that signatures of PayPal's events can be followed to. Another one after each start. */
    public String paypalTrustAnchor() {
        return paypal.trustAnchor();
    }

    public MovableClock clock() {
        return settings.clock();
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    public Stripe stripe() {
        return stripe;
    }

    public PayPal paypal() {
        return paypal;
    }

    /** The mail server. */
    public MailCatcher mail() {
        return mail;
    }

    public Truth truth() {
        return new Truth(Stream.of(stripe, paypal)
                .flatMap(account -> account.movements().stream())
                .sorted(Comparator.comparing(Truth.Movement::at))
                .toList());
    }

    /**
     * What the application sent to the providers' APIs, oldest first: the last 20,000 requests. What browsers send, by a
     * publishable key, is not among it.
     */
    public List<Request> requests() {
        return requests.all();
    }

    /**
     * Lets time pass, with all that falls due on the way, in order and each at its moment. Month after month comes to the same
     * day again, also past one that has no such day: to the 31st of March over the 28th of February, as renewals do.
     */
    public void advance(Period time) {
        ZonedDateTime now = clock().instant().atZone(ZoneOffset.UTC);
        if (!now.toLocalDate().equals(monthly)) {
            dayOfMonth = now.getDayOfMonth();
        }
        ZonedDateTime then = now.plus(time);
        if (time.getDays() == 0) {
            then = then.withDayOfMonth(Math.min(dayOfMonth, then.toLocalDate().lengthOfMonth()));
            monthly = then.toLocalDate();
        }
        advanceTo(then.toInstant());
    }

    public void advance(Duration time) {
        advanceTo(clock().instant().plus(time));
    }

    public void advanceTo(Instant moment) {
        timeline.advance(moment);
    }

    URI standwith() {
        return settings.standwith();
    }

    @Override
    public void close() {
        timeline.close();
        webhooks.close();
        web.close();
        mail.close();
        file.close();
    }
}
