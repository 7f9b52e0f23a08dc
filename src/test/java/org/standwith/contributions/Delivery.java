package org.standwith.contributions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.standwith.payments.Fact;

/** How facts arrive: in any order, some of them again, in batches of any size. */
final class Delivery {

    private Delivery() {}

    static List<Fact> shuffledAndRepeated(Collection<Fact> facts, Random random) {
        List<Fact> sent = new ArrayList<>(facts);
        facts.stream().filter(each -> random.nextInt(4) == 0).forEach(sent::add);
        Collections.shuffle(sent, random);
        return sent;
    }

    static List<List<Fact>> inBatches(Collection<Fact> facts, Random random) {
        List<Fact> left = shuffledAndRepeated(facts, random);
        int most = List.of(4, 12, 40, left.size()).get(random.nextInt(4));
        List<List<Fact>> batches = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Fact> batch = left.subList(0, Math.min(left.size(), 1 + random.nextInt(most)));
            batches.add(List.copyOf(batch));
            batch.clear();
        }
        return batches;
    }
}
