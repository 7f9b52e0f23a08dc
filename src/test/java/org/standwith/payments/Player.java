package org.standwith.payments;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.joda.money.Money;

/** A provider that says what a test has it say. */
final class Player implements PaymentProvider {

    static final Provider PLAYER = new Provider("PLAYER");

    Function<Event, List<Fact>> events = event -> List.of();
    Predicate<Event> slow = event -> false;
    Function<String, Inquiry> answers = ref -> new Inquiry.Unknown("asleep");
    Function<String, Ending> endings = ref -> new Ending.Unknown("asleep");
    Function<String, Completion> completions = checkout -> new Completion.Unknown("asleep");

    Function<Change, Changing> changes = change -> new Changing.Unknown("asleep");
    Function<String, Mending> mendings = subscription -> new Mending.Unknown("asleep");
    Function<String, Changing> mended = checkout -> new Changing.Unknown("asleep");

    Function<URI, List<SetUpCheck>> setUp = webhook -> List.of();

    @Override
    public Provider provider() {
        return PLAYER;
    }

    @Override
    public String label() {
        return "Player";
    }

    @Override
    public Opening open(Order order) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean takes(Money amount) {
        return true;
    }

    @Override
    public Completion complete(String checkout, int declines) {
        return completions.apply(checkout);
    }

    @Override
    public Refunding refund(String payment, Money amount, String idempotencyKey) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CardFields> cardFields() {
        return Optional.empty();
    }

    @Override
    public Ending end(String subscription) {
        return endings.apply(subscription);
    }

    @Override
    public Changing change(String subscription, Change change, URI back, String idempotencyKey) {
        return changes.apply(change);
    }

    @Override
    public Mending mend(String subscription, URI back, URI cancel, Locale locale, String idempotencyKey) {
        return mendings.apply(subscription);
    }

    @Override
    public Changing mended(String subscription, String checkout, String idempotencyKey) {
        return mended.apply(checkout);
    }

    @Override
    public Ending release(String ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Forgetting forget(String ref) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Inquiry ask(String ref) {
        return answers.apply(ref);
    }

    @Override
    public boolean isLasting(String ref) {
        return ref.startsWith("sub_");
    }

    @Override
    public Reception receive(byte[] body, Map<String, String> headers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean asks(Event event) {
        return slow.test(event);
    }

    @Override
    public List<Fact> facts(Event event) {
        return events.apply(event);
    }

    @Override
    public Statements statements() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Undertakings undertakings() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SetUpCheck> setUp(URI webhook) {
        return setUp.apply(webhook);
    }
}
