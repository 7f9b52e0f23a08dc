package org.standwith.canary;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a run has found, and what it was able to find. */
final class Findings {

    private static final int SHOWN = 4;

    private final Map<String, Map<Field, List<Hit>>> hits = new ConcurrentHashMap<>();
    private final Set<String> plantsFound = ConcurrentHashMap.newKeySet();
    private final Map<String, String> unreadable = new ConcurrentHashMap<>();

    /** Some hits of each field are enough to see where it comes from. */
    void add(Artefact artefact, Hit hit) {
        Marker marker = hit.marker();
        if (marker.field() == Field.PLANTED) {
            if (marker.owner().equals(artefact.name())) {
                plantsFound.add(artefact.name());
            }
            return;
        }
        if (artefact.holds().contains(marker.field())) {
            return;
        }
        List<Hit> same = hits.computeIfAbsent(artefact.name(), none -> new ConcurrentHashMap<>())
                .computeIfAbsent(marker.field(), none -> new ArrayList<>());
        if (same.size() < SHOWN) {
            same.add(hit);
        }
    }

    void unreadable(Artefact artefact, String why) {
        unreadable.put(artefact.name(), why);
    }

    /** Why it could not be read; absent where it was. */
    Map<String, String> unreadable() {
        return unreadable;
    }

    boolean hasFoundWhatWasPlantedIn(String artefact) {
        return plantsFound.contains(artefact);
    }

    List<Hit> in(String artefact) {
        return hits.getOrDefault(artefact, Map.of()).values().stream()
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public String toString() {
        var text = new StringBuilder();
        hits.forEach((artefact, fields) -> fields.forEach((field, found) -> {
            text.append(artefact).append(", ").append(field).append(":\n");
            found.forEach(hit -> text.append("  ").append(hit).append('\n'));
        }));
        unreadable.forEach((artefact, why) ->
                text.append(artefact).append(" was not read: ").append(why).append('\n'));
        return text.isEmpty() ? "nothing" : text.toString();
    }
}
