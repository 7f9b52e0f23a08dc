package org.standwith.risk;

/** What came of looking up where something is. */
public sealed interface Sighting {

    record Seen(Country country) implements Sighting {}

    /** Nobody knows, or nobody was asked. Says nothing. */
    record Unseen() implements Sighting {}

    /** The look-up itself failed: then nobody is taken for safe. */
    record Failed() implements Sighting {}
}
