package org.standwith.supporters.web;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.standwith.contributions.Alteration;
import org.standwith.contributions.Alteration.Kind;
import org.standwith.contributions.Giving;
import org.standwith.contributions.OpenChange;
import org.standwith.contributions.Refusal;
import org.standwith.pages.Words;

/**
 * One contribution, and what can be changed about it now.
 *
 * @param possible by the names of {@link Kind}
 * @param amount of today, as it is written into a field
 * @param equivalent what the other cadence would be suggested at
 * @param cadence the one that it has
 * @param other the cadence that it does not have
 * @param open what is being confirmed, in words; null where nothing is
 * @param agree where the supporter has still to agree to it; null where nothing of them is needed
 * @param whyNot why nothing but the end can be changed now; null where something can
 * @param key for the forms of this page
 */
record ItemView(
        GivingView giving,
        List<String> possible,
        String amount,
        String equivalent,
        String cadence,
        String other,
        @Nullable String open,
        @Nullable URI agree,
        @Nullable String whyNot,
        UUID key) {

    static ItemView of(Giving giving, Map<Kind, Refusal> refusals, Words words, Days days) {
        List<String> possible = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (!refusals.containsKey(kind)) {
                possible.add(kind.name());
            }
        }
        OpenChange open = giving.change();
        Refusal amount = refusals.get(Kind.AMOUNT);
        return new ItemView(
                GivingView.of(giving, words, days),
                possible,
                words.field(giving.amount()),
                words.field(ChangeForm.equivalent(giving)),
                giving.cadence().name(),
                ChangeForm.other(giving.cadence()).name(),
                open == null ? null : wish(open.wish(), open.since(), words, days),
                open == null ? null : open.page(),
                open != null || amount == null ? null : words.text("change.refused." + amount),
                UUID.randomUUID());
    }

    public boolean can(String kind) {
        return possible.contains(kind);
    }

    private static String wish(Alteration wish, Instant since, Words words, Days days) {
        return words.text("change.open." + wish.kind(), words.date(days.of(since)));
    }

    @Override
    public String toString() {
        return "ItemView[***]";
    }
}
