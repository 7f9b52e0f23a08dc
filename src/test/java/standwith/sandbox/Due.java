package standwith.sandbox;

import java.time.Instant;

/** Something that happens by itself when the time has come. */
public record Due(Instant at, Runnable action) {}
