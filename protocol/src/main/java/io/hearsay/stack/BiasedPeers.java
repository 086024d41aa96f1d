package io.hearsay.stack;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.sampling.Lottery;
import io.hearsay.sampling.PeerBias;
import io.hearsay.sampling.Place;
import io.hearsay.sampling.ZoneGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The live members, some chosen more often than others.
 *
 * <p>A member's zone is its tag {@value #ZONE_TAG}. A bias that would cut zones off is told of once per view and not
 * followed. The ring of {@link #successor} goes through one zone after the other, so that it leaves each of them once.
 * What is drawn from is made anew when the view changes, and now and then, since distances drift.
 */
final class BiasedPeers implements Peers {
    static final String ZONE_TAG = "zone";
    private static final int DRAWS_BETWEEN_LOOKS = 1_024;

    private final Membership membership;
    private final PeerBias bias;
    private final Environment env;
    private final Peers uniform;
    private final Comparator<Row> ring = Comparator.comparing(BiasedPeers::zone)
            .thenComparing(row -> row.id().instance(), Long::compareUnsigned);

    private List<Row> rows = List.of();
    private @Nullable Lottery lottery;
    private @Nullable Row next;
    private long digest;
    private int draws = DRAWS_BETWEEN_LOOKS;

    private BiasedPeers(Membership membership, PeerBias bias, Environment env, Peers uniform) {
        this.membership = membership;
        this.bias = bias;
        this.env = env;
        this.uniform = uniform;
    }

    /** Members by the bias; what bias there is, if any, is not asked where all are equal. */
    static Peers of(Membership membership, PeerBias bias, Environment env) {
        Peers uniform = new MemberPeers(membership);
        if (bias == PeerBias.UNIFORM) return uniform;
        if (bias == PeerBias.IN_TURN) return new PeersInTurn(uniform, peer -> isAlive(membership, peer));
        return new BiasedPeers(membership, bias, env, uniform);
    }

    private static boolean isAlive(Membership membership, Peer peer) {
        Row row = membership.ofInstance(peer.instance());
        return row != null && row.isLive() && peer.equals(membership.peer(row));
    }

    @Override
    public int size() {
        return membership.others().size();
    }

    @Override
    public List<Peer> sample(int count, RandomGenerator random) {
        look();
        if (lottery == null) return uniform.sample(count, random);
        List<Peer> chosen = new ArrayList<>(count);
        for (int place : lottery.draw(count, random)) {
            Peer peer = membership.peer(rows.get(place));
            if (peer != null) chosen.add(peer);
        }
        return chosen;
    }

    @Override
    public Optional<Peer> successor() {
        look();
        return next == null ? Optional.empty() : Optional.ofNullable(membership.peer(next));
    }

    private void look() {
        boolean isSameView = digest == membership.digest();
        if (isSameView && ++draws < DRAWS_BETWEEN_LOOKS) return;
        digest = membership.digest();
        draws = 0;
        rows = List.copyOf(membership.others());
        next = rows.stream()
                .filter(row -> ring.compare(row, membership.self()) > 0)
                .min(ring)
                .or(() -> rows.stream().min(ring))
                .orElse(null);
        lottery = lottery(!isSameView);
    }

    private @Nullable Lottery lottery(boolean isNewView) {
        if (rows.isEmpty()) return null;
        Place self = new Place(zone(membership.self()), 0);
        List<Place> others = rows.stream().map(BiasedPeers::place).toList();
        List<Place> all = new ArrayList<>(others);
        all.add(self);
        Optional<ZoneGraph.Cut> cut = new ZoneGraph(bias, all).cut();
        if (cut.isEmpty()) return new Lottery(bias.weights(self, others));
        if (isNewView)
            env.emit(new MemberEvent.BiasRefused(cut.get().from(), cut.get().to()));
        return null;
    }

    private static Place place(Row row) {
        OptionalLong rtt = row.rttNanos();
        return new Place(zone(row), rtt.isEmpty() ? Place.FAR : distance(rtt.getAsLong()));
    }

    /** Half powers of two: what differs by less is noise of the measurement. */
    private static double distance(long rttNanos) {
        return Math.rint(2 * StrictMath.log((double) Math.max(1, rttNanos)) / StrictMath.log(2));
    }

    private static String zone(Row row) {
        return row.record().tags().getOrDefault(ZONE_TAG, "");
    }
}
