package io.hearsay.dissemination.bimodal;

import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The messages that one request names, gathered one by one. */
final class Wanted {
    private final Map<Long, TreeSet<Long>> byOrigin = new TreeMap<>();
    private int size;

    void add(MessageId id) {
        if (byOrigin.computeIfAbsent(id.origin(), origin -> new TreeSet<>()).add(id.sequence())) size++;
    }

    int size() {
        return size;
    }

    List<Holding> holdings() {
        List<Holding> holdings = new ArrayList<>();
        byOrigin.forEach((origin, sequences) -> holdings.add(new Holding(origin, spans(sequences))));
        return holdings;
    }

    private static List<Span> spans(NavigableSet<Long> sequences) {
        List<Span> spans = new ArrayList<>();
        long first = sequences.first();
        long last = first;
        for (long sequence : sequences.tailSet(first, false)) {
            if (sequence != last + 1) {
                spans.add(new Span(first, last));
                first = sequence;
            }
            last = sequence;
        }
        spans.add(new Span(first, last));
        return spans;
    }
}
