package standwith.sandbox.account;

/** What an API says, as it goes over the wire. */
public record Answer(int status, String body, boolean replayed) {}
