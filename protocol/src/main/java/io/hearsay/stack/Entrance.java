package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.sync.SyncEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where a node that is not asked to join by a list of members comes in: its seeds are known by address alone, so it
 * calls them, and gossips with who answers.
 *
 * <p>All of them each second until it knows somebody, {@value #CALLS} at most at a time; from then on, every five
 * seconds, one where no member is known to live, so that parts of a cluster that know their seeds only find each other.
 */
final class Entrance implements Protocol<Message, Entrance.Knock> {
    private static final int CALLS = 8;
    private static final int MAX_SEEDS = 1_024;
    private static final Duration OUTSIDE = Duration.ofSeconds(1); // Cassandra's round
    private static final Duration INSIDE = Duration.ofSeconds(5); // guess: healing's pace of full membership

    private final Environment env;
    private final Membership membership;
    private final Consumer<Peer> greeting;
    private final Set<Address> seeds = new LinkedHashSet<>();
    private final Set<Address> called = new LinkedHashSet<>();
    private boolean isOpen;

    /** Time to call again. */
    record Knock() implements Timer {}

    /**
     * Creates one without seeds.
     *
     * @param greeting gossips with a seed whose process is known now
     */
    Entrance(Environment env, Membership membership, Consumer<Peer> greeting) {
        this.env = env;
        this.membership = membership;
        this.greeting = greeting;
    }

    @Override
    public void start() {}

    void seeds(List<Address> addresses) {
        seeds.clear();
        List<Address> own = membership.self().record().addresses();
        for (Address address : addresses) if (seeds.size() < MAX_SEEDS && !own.contains(address)) seeds.add(address);
    }

    /** Whether there is nobody to call. */
    boolean isFirst() {
        return seeds.isEmpty();
    }

    /** Calls the seeds from now on. */
    void open() {
        if (!isOpen) env.schedule(0, new Knock());
        isOpen = true;
    }

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    @Override
    public void expire(Knock timer) {
        boolean isInside = !membership.others().isEmpty();
        List<Address> missing = missing();
        for (int calls = isInside ? 1 : CALLS; calls > 0 && !missing.isEmpty(); calls--)
            call(missing.remove(env.random().nextInt(missing.size())));
        env.schedule(isInside ? INSIDE : OUTSIDE, timer);
    }

    /** The seeds at whose address nobody lives who is known. */
    private List<Address> missing() {
        Set<Address> missing = new LinkedHashSet<>(seeds);
        for (Row row : membership.others()) row.record().addresses().forEach(missing::remove);
        return new ArrayList<>(missing);
    }

    private void call(Address seed) {
        if (called.add(seed)) env.links().open(Peer.at(seed));
    }

    @Override
    public void linkUp(Peer peer) {
        if (!called.remove(peer.address())) return;
        boolean isSelf = peer.instance() == membership.self().id().instance();
        if (isSelf) seeds.remove(peer.address());
        else greeting.accept(peer);
        env.links().close(peer, isSelf ? "it is I" : "met");
        if (isSelf && isFirst()) env.emit(new OnlyMe());
    }

    /** The one seed there was is this very node, under an address that it does not know as its own. */
    record OnlyMe() implements Event {}

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        if (called.remove(peer.address()) && membership.others().isEmpty())
            env.emit(new SyncEvent.SeedFailed(peer.address(), cause));
    }
}
