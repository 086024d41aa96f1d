package io.hearsay.sim;

import io.hearsay.Event;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.Verdict;
import io.hearsay.stack.ClusterNodeConfig;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is given up while it runs was accused by somebody who truly missed its answers: among the accusers whom the
 * verdict names is one between whom and the accused, shortly before, a datagram did not arrive in time, by a fault that
 * the world knows. Whose process has ended answers nobody, so there any accuser is right.
 *
 * <p>Shortly before: in the {@value #PERIODS} probe periods before the observer heard of the first accusation, or,
 * where it heard of none, of the death. That is the longest probe (9 periods, by local health) and some time for the
 * news to travel to one that may have been paused.
 */
public final class TrueAccusers implements Invariant {
    private static final int PERIODS = 40;

    private final long horizonNanos;
    private final Map<Pair, Long> misses = new HashMap<>();
    private final Map<About, Long> suspectedNanos = new HashMap<>();

    private record Pair(SimNode from, SimNode to) {}

    private record About(SimNode observer, String name) {}

    private TrueAccusers(long horizonNanos) {
        this.horizonNanos = horizonNanos;
    }

    /** For nodes that behave so. */
    public static TrueAccusers of(ClusterNodeConfig config) {
        return new TrueAccusers(config.members().swim().period().toNanos() * PERIODS);
    }

    @Override
    public String name() {
        return "true-accusers";
    }

    @Override
    public void undelivered(SimNode from, SimNode to, String cause) {
        misses.put(new Pair(from, to), from.world().nowNanos());
    }

    @Override
    public void emitted(SimNode node, Event event) {
        if (event instanceof MemberEvent.Suspected suspected)
            suspectedNanos.put(
                    new About(node, suspected.member().name()), node.world().nowNanos());
        else if (event instanceof MemberEvent.Died died) died(node, died.member(), died.why());
    }

    private void died(SimNode observer, Member member, Verdict why) {
        World world = observer.world();
        Long suspected = suspectedNanos.remove(new About(observer, member.name()));
        SimNode subject = named(world, member.name());
        if (why.evidence() == Evidence.REPLACED || subject == null || !runs(subject, member)) return;
        long since = (suspected == null ? world.nowNanos() : suspected) - horizonNanos;
        for (String name : why.accusers()) {
            SimNode accuser = named(world, name);
            if (accuser != null && (missed(accuser, subject, since) || missed(subject, accuser, since))) return;
        }
        world.violated(
                this,
                observer,
                member.id() + " runs and was given up (" + why.evidence() + "); none of its accusers " + why.accusers()
                        + " missed an answer of it");
    }

    private boolean missed(SimNode from, SimNode to, long sinceNanos) {
        Long miss = misses.get(new Pair(from, to));
        return miss != null && miss >= sinceNanos;
    }

    private static boolean runs(SimNode subject, Member member) {
        return subject.isUp()
                && FullNodes.of(subject).self().id().instance() == member.id().instance();
    }

    private static @Nullable SimNode named(World world, String name) {
        for (SimNode node : world.nodes()) if (node.name().equals(name)) return node;
        return null;
    }
}
