package standwith.sandbox.stripe;

/** What the API says, as it goes over the wire. */
record Answer(int status, String body, boolean replayed) {}
