package io.hearsay.dissemination.bimodal;

import io.hearsay.Peer;
import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Repair;
import io.hearsay.dissemination.bimodal.BimodalMessage.Solicit;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What is sent to those who ask, and what is refused, so that the slow do not cost the healthy their pace (section 4 of
 * the paper): the newest first, each message once to each in a round, so many bytes a round, nothing about a round that
 * is over.
 */
final class Repairs {
    private record Told(long instance, MessageId id) {}

    private final BimodalConfig.Repair config;
    private final Kept kept;
    private final BiConsumer<Peer, Repair> send;
    private final Set<Told> told = new HashSet<>(); // bounded by the budget; asked only whether it contains something
    private long budget;
    private long sent;
    private long refusedStale;
    private long refusedOften;
    private long refusedBudget;

    Repairs(BimodalConfig.Repair config, Kept kept, BiConsumer<Peer, Repair> send) {
        this.config = config;
        this.kept = kept;
        this.send = send;
        this.budget = config.budgetBytes();
    }

    void newRound() {
        told.clear();
        budget = config.budgetBytes();
    }

    void answer(Peer from, Solicit request, long round) {
        if (request.round() > round || round - request.round() > config.staleRounds()) refusedStale++;
        else for (Holding each : request.wanted()) answer(from, each);
    }

    private void answer(Peer from, Holding wanted) {
        NavigableMap<Long, Payload> messages = kept.of(wanted.origin());
        if (messages == null) return;
        for (int i = wanted.spans().size() - 1; i >= 0; i--) {
            Span span = wanted.spans().get(i);
            messages.subMap(span.first(), true, span.last(), true)
                    .descendingMap()
                    .forEach((sequence, payload) -> answer(from, new MessageId(wanted.origin(), sequence), payload));
        }
    }

    private void answer(Peer from, MessageId id, Payload payload) {
        int cost = Math.max(1, payload.size());
        if (cost > budget) refusedBudget++;
        else if (!told.add(new Told(from.instance(), id))) refusedOften++;
        else {
            budget -= cost;
            sent++;
            send.accept(from, new Repair(id, payload));
        }
    }

    long sent() {
        return sent;
    }

    long refusedStale() {
        return refusedStale;
    }

    long refusedOften() {
        return refusedOften;
    }

    long refusedBudget() {
        return refusedBudget;
    }
}
