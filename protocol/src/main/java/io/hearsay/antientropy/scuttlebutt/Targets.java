package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.Peer;
import io.hearsay.Peers;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Whom a round contacts, with Cassandra's probabilities: one of the live; one of the unreachable with chance
 * unreachable / (live + 1), so that a cluster in which many are gone tries harder; and a seed where the live one was
 * none or fewer are live than there are seeds, surely if nobody is live and else with chance seeds / (live +
 * unreachable), so that groups that know their seeds only cannot live apart.
 */
final class Targets {
    private final Company company;
    private final RandomGenerator random;

    Targets(Company company, RandomGenerator random) {
        this.company = company;
        this.random = random;
    }

    List<Peer> next() {
        int live = company.live().size();
        int unreachable = company.unreachable().size();
        List<Peer> targets = new ArrayList<>(3);
        add(targets, company.live());
        boolean isSeedMet = !targets.isEmpty() && company.isSeed(targets.get(0));
        if (random.nextDouble() * (live + 1) < unreachable) add(targets, company.unreachable());
        int seeds = company.seeds().size();
        if (isSeedMet && live >= seeds) return targets;
        if (live == 0 || random.nextDouble() * (live + unreachable) < seeds) add(targets, company.seeds());
        return targets;
    }

    private void add(List<Peer> targets, Peers from) {
        for (Peer peer : from.sample(1, random)) if (!targets.contains(peer)) targets.add(peer);
    }
}
