package org.standwith.supporters.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.contributions.Giving.Standing;
import org.standwith.pages.Words;

/**
 * A contribution as its supporter reads it.
 *
 * @param title how often and how much
 * @param goesOn whether it has begun and is given regularly
 * @param standing how it stands, in a sentence
 * @param attention whether they have to do something
 * @param changeable whether it goes on, and so can be changed
 * @param fees whether they cover fees
 */
record GivingView(
        UUID id,
        String title,
        String currency,
        String method,
        boolean goesOn,
        String since,
        String standing,
        boolean attention,
        boolean changeable,
        boolean fees,
        List<Payment> payments) {

    private static final int PROOF = 16;

    /**
     * @param payment by which its receipt is asked for
     * @param back what of it went back, in a sentence; null where nothing did
     */
    record Payment(
            String payment,
            String day,
            String amount,
            @Nullable String back) {

        @Override
        public String toString() {
            return "Payment[***]";
        }
    }

    static GivingView of(Giving giving, Words words, Days days) {
        return new GivingView(
                giving.id(),
                words.text("giving." + giving.cadence(), words.text(giving.amount())),
                giving.amount().getCurrencyUnit().getCode(),
                words.textOr(
                        "giving.method." + giving.provider().name(),
                        giving.provider().name()),
                giving.cadence().recurs() && giving.standing() != Standing.PENDING,
                words.date(days.of(giving.created())),
                whole(giving, words, days),
                giving.standing() == Standing.OVERDUE,
                switch (giving.standing()) {
                    case ACTIVE, ENDING, OVERDUE, PAUSED -> true;
                    case PENDING, EXPIRED, GIVEN, ENDED -> false;
                },
                giving.coversFees(),
                giving.payments().stream()
                        .map(each -> payment(each, words, days))
                        .toList());
    }

    private static Payment payment(Paid paid, Words words, Days days) {
        Money back = paid.amount().minus(paid.kept());
        return new Payment(
                proof(paid),
                words.date(days.of(paid.at())),
                words.text(paid.amount()),
                back.isZero() ? null : words.text("giving.back", words.text(back)));
    }

    /** Stands for a payment in a page, which a phone may keep: by its number one could ask the provider about it. */
    static String proof(Paid paid) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(paid.payment().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, PROOF);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Until when a new amount is not taken yet. */
    private static String whole(Giving giving, Words words, Days days) {
        Giving.Fixed fixed = giving.fixed();
        String standing = standing(giving, words, days);
        return fixed == null
                ? standing
                : standing + " "
                        + words.text(
                                "outlook.then." + giving.cadence(),
                                words.text(giving.amount()),
                                words.date(days.of(fixed.then())));
    }

    private static String standing(Giving giving, Words words, Days days) {
        Instant until = giving.next() == null ? giving.until() : giving.next();
        String key = "giving.standing." + giving.standing();
        Giving.Fixed fixed = giving.fixed();
        String amount = words.text(fixed == null ? giving.amount() : fixed.amount());
        return switch (giving.standing()) {
            case GIVEN, EXPIRED, ENDED -> words.text(key, words.date(days.of(giving.since())));
            case PENDING -> words.text(key);
            case ACTIVE, ENDING, OVERDUE, PAUSED ->
                until == null
                        ? words.text(key + ".undated", amount)
                        : words.text(key, words.date(days.of(until)), amount);
        };
    }

    /** What one person gives: for nobody's log. */
    @Override
    public String toString() {
        return "GivingView[***]";
    }
}
