package standwith.sandbox.stripe;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import standwith.sandbox.Truth.Kind;
import standwith.sandbox.Truth.Movement;
import standwith.sandbox.account.Json;
import tools.jackson.databind.node.ObjectNode;

/** The money that moved at this Stripe: payments in the payer's currency, everything else as it was booked. */
final class Movements {

    private final Records records;

    Movements(Records records) {
        this.records = records;
    }

    List<Movement> all() {
        var all = new ArrayList<Movement>();
        records.where("charge", "status", "succeeded")
                .filter(charge -> Json.flag(charge, "captured"))
                .forEach(charge -> all.add(movement(Kind.PAYMENT, charge, charge, Json.whole(charge, "amount"))));
        records.all("balance_transaction").forEach(booked -> add(all, booked));
        all.sort(Comparator.comparing(Movement::at));
        return all;
    }

    private void add(List<Movement> all, ObjectNode booked) {
        long amount = Json.whole(booked, "amount");
        long fee = Json.whole(booked, "fee");
        @Nullable String named = Json.text(booked, "source");
        ObjectNode source = named == null ? booked : records.find(named);
        if (source == null) {
            throw new IllegalStateException("A balance transaction of nothing: " + booked);
        }
        switch (Json.string(booked, "reporting_category")) {
            case "charge" -> all.add(movement(Kind.FEE, booked, source, -fee));
            case "refund" -> all.add(movement(Kind.REFUND, booked, source, amount));
            case "refund_failure" -> all.add(movement(Kind.REFUND_FAILED, booked, source, amount));
            case "dispute" -> {
                all.add(movement(Kind.DISPUTE, booked, source, amount));
                all.add(movement(Kind.DISPUTE_FEE, booked, source, -fee));
            }
            case "dispute_reversal" -> all.add(movement(Kind.REINSTATED, booked, source, amount));
            case "payout" -> all.add(movement(Kind.PAYOUT, booked, source, amount));
            case "payout_failure" -> all.add(movement(Kind.PAYOUT_FAILED, booked, source, amount));
            case "fee" -> all.add(movement(Kind.ACCOUNT_FEE, booked, source, amount));
            case "topup", "topup_reversal" -> all.add(movement(Kind.DEPOSIT, booked, source, amount));
            case "risk_reserved_funds" -> all.add(movement(Kind.RESERVE, booked, source, amount));
            case "other_adjustment" -> all.add(movement(Kind.ADJUSTMENT, booked, source, amount));
            default -> throw new IllegalStateException("Unknown money: " + booked);
        }
    }

    private static Movement movement(Kind kind, ObjectNode booked, ObjectNode source, long minor) {
        @Nullable String interval = Json.text(source, "_interval");
        return new Movement(
                "STRIPE",
                kind,
                Json.string(source, "id"),
                Instant.ofEpochSecond(Json.whole(booked, booked.has("_captured_at") ? "_captured_at" : "created")),
                Json.string(booked, "currency"),
                minor,
                interval);
    }
}
