package io.hearsay.sampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who of the zones chooses peers in which others, if all nodes choose by one bias. */
public final class ZoneGraph {
    private final SortedMap<String, SortedSet<String>> chosen = new TreeMap<>();

    /** Two sets of zones of which the first never chooses anybody in the second. */
    public record Cut(List<String> from, List<String> to) {
        @Override
        public String toString() {
            return "nobody in " + from + " would ever choose anybody in " + to;
        }
    }

    /**
     * What the bias makes of these places, looked at from one of each zone.
     *
     * @param places all nodes, the own one included
     */
    public ZoneGraph(PeerBias bias, Collection<Place> places) {
        List<Place> all = List.copyOf(places);
        for (int i = 0; i < all.size(); i++)
            if (!chosen.containsKey(all.get(i).zone())) chosen.put(all.get(i).zone(), reached(bias, all, i));
    }

    private static SortedSet<String> reached(PeerBias bias, List<Place> all, int from) {
        List<Place> others = new ArrayList<>(all);
        Place self = others.remove(from);
        TreeSet<String> zones = new TreeSet<>();
        if (others.isEmpty()) return zones;
        double[] weights = bias.weights(self, others);
        for (int i = 0; i < weights.length; i++)
            if (weights[i] > 0) zones.add(others.get(i).zone());
        return zones;
    }

    /**
     * Zones that something published in others never reaches by choice alone; empty if every zone reaches every other,
     * over a third if need be.
     */
    public Optional<Cut> cut() {
        for (String zone : chosen.keySet()) {
            TreeSet<String> from = new TreeSet<>(List.of(zone));
            List<String> queue = new ArrayList<>(from);
            for (int i = 0; i < queue.size(); i++)
                for (String next : chosen.getOrDefault(queue.get(i), new TreeSet<>()))
                    if (from.add(next)) queue.add(next);
            TreeSet<String> to = new TreeSet<>(chosen.keySet());
            to.removeAll(from);
            if (!to.isEmpty()) return Optional.of(new Cut(List.copyOf(from), List.copyOf(to)));
        }
        return Optional.empty();
    }
}
