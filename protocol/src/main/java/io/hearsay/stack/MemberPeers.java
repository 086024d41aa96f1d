package io.hearsay.stack;

import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The live members as somebody to send to: uniform choice, and a ring in the order of instances. */
final class MemberPeers implements Peers {
    private final Membership membership;
    private @Nullable Peer successor;
    private long successorDigest;

    MemberPeers(Membership membership) {
        this.membership = membership;
        this.successorDigest = ~membership.digest();
    }

    @Override
    public int size() {
        return membership.others().size();
    }

    /** Floyd's algorithm draws the places, then they are shuffled: as many draws as peers, however many there are. */
    @Override
    public List<Peer> sample(int count, RandomGenerator random) {
        List<Row> others = membership.others();
        int wanted = Math.min(count, others.size());
        List<Integer> places = new ArrayList<>(wanted);
        for (int bound = others.size() - wanted; bound < others.size(); bound++) {
            Integer place = random.nextInt(bound + 1);
            places.add(random.nextInt(places.size() + 1), places.contains(place) ? (Integer) bound : place);
        }
        List<Peer> chosen = new ArrayList<>(wanted);
        for (int place : places) add(chosen, others.get(place));
        return chosen;
    }

    private void add(List<Peer> chosen, Row row) {
        Peer peer = membership.peer(row);
        if (peer != null) chosen.add(peer);
    }

    @Override
    public Optional<Peer> successor() {
        if (successorDigest != membership.digest()) {
            successorDigest = membership.digest();
            Row next = next();
            successor = next == null ? null : membership.peer(next);
        }
        return Optional.ofNullable(successor);
    }

    /** The member with the least distance upwards on the circle of instances. */
    private @Nullable Row next() {
        long self = membership.self().id().instance();
        Row next = null;
        for (Row row : membership.others())
            if (next == null
                    || Long.compareUnsigned(
                                    row.id().instance() - self, next.id().instance() - self)
                            < 0) next = row;
        return next;
    }
}
