package standwith.sandbox.webhooks;

import java.time.Duration;

/**
 * How events are delivered.
 *
 * @param collect nothing is sent before it is asked for
 * @param shuffled what was collected is sent in random order, by the seed
 * @param copies how many times each event is sent
 * @param dropped the share of events, 0 to 1, that is not sent at all until it is asked for
 * @param delay real time that passes before an event is sent
 * @param atOnce how many events are on the wire at the same time, at most
 */
public record Manner(
        boolean collect, boolean shuffled, long seed, int copies, double dropped, Duration delay, int atOnce) {

    public static final Manner NORMAL = new Manner(false, false, 0, 1, 0, Duration.ZERO);

    /** One event after the other. */
    public Manner(boolean collect, boolean shuffled, long seed, int copies, double dropped, Duration delay) {
        this(collect, shuffled, seed, copies, dropped, delay, 1);
    }

    public Manner {
        if (copies < 1 || dropped < 0 || dropped > 1 || delay.isNegative() || atOnce < 1) {
            throw new IllegalArgumentException("Not a manner of delivery: " + copies + " copies, " + dropped
                    + " dropped, delay " + delay + ", " + atOnce + " at once");
        }
    }
}
