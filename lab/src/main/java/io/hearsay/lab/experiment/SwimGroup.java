package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.NodeId;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MembershipConfig;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.swim.SwimTimer;
import io.hearsay.sim.Life;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import io.hearsay.stack.SwimMember;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A group of members that run SWIM, on which trouble is brought. The first members stall, the last ones crash.
 *
 * @param time how long it is watched, after a start of three periods
 */
record SwimGroup(
        int nodes,
        SwimConfig config,
        MembershipConfig rules,
        double lossRatio,
        Stalls stalls,
        int crashes,
        Duration time) {

    /** Header, tag, and the UDP and IPv4 headers around a frame of DATA. */
    private static final int FRAME_BYTES = 28 + 16 + 28;

    private static final int START_PERIODS = 3;

    /** Members whose messages are blocked by turns while their timers run. */
    record Stalls(int members, Duration stalled, Duration awake) {}

    Sample run(long seed) {
        return new Run(seed).run();
    }

    /** One world. */
    private final class Run {
        private final World world;
        private final long periodNanos = config.period().toNanos();
        private final long[] crashedAt = new long[nodes];
        private final long[] suspectedAt = new long[nodes];
        private final long[] allKnowAt = new long[nodes];
        private final long[] knowSum = new long[nodes];
        private final int[] know = new int[nodes];
        private final int[] dead = new int[nodes];
        private final boolean[][] heldBy;
        private final long[] failedInPeriod = new long[nodes];
        private long wronglyFailed;
        private long falseDeaths;
        private long falseDeathsOfHealthy;
        private long falseSuspicions;
        private long watchedFrom;

        Run(long seed) {
            world = new World(WorldConfig.objects(seed));
            heldBy = new boolean[crashes > 0 ? nodes : 0][nodes];
            Arrays.fill(failedInPeriod, -1);
            for (int i = 0; i < nodes; i++)
                world.node("m" + i, life -> new Meter(life.environment(), env -> member(env, life)))
                        .start();
            List<MemberRecord> group = world.nodes().stream()
                    .map(node -> member(node).membership().self().record())
                    .toList();
            for (SimNode node : world.nodes()) node.execute(() -> member(node).meet(group));
            world.onEvent(this::onEvent);
        }

        private SwimMember member(Environment env, Life life) {
            NodeId id = new NodeId(life.node().name(), 1, life.instance());
            return new SwimMember(
                    config, rules, env, MemberRecord.of(id, 0, List.of(life.address()), new TreeMap<>(), 1, 1));
        }

        private static SwimMember member(SimNode node) {
            return (SwimMember) Meter.of(node).inner();
        }

        private static int number(String name) {
            return Integer.parseInt(name.substring(1));
        }

        Sample run() {
            world.run(config.period().multipliedBy(START_PERIODS));
            world.network().loss(lossRatio);
            watchedFrom = world.nowNanos();
            long bytes = bytes();
            long frames = world.counts().frames();
            for (int i = 0; i < stalls.members(); i++)
                world.nodes()
                        .get(i)
                        .stallAndWake(stalls.stalled(), stalls.awake(), time, SwimTimer.Period.class::isInstance);
            for (int i = nodes - crashes; i < nodes; i++) crashLater(i);
            world.run(time);
            return sample(bytes() - bytes + (world.counts().frames() - frames) * FRAME_BYTES);
        }

        private void crashLater(int victim) {
            world.after(Duration.ofNanos(world.chance().nextLong(periodNanos)), () -> {
                crashedAt[victim] = world.nowNanos();
                world.nodes().get(victim).crash();
            });
        }

        private long bytes() {
            long bytes = 0;
            for (SimNode node : world.nodes())
                if (node.isUp()) bytes += Meter.of(node).bytes();
            return bytes;
        }

        private void probeFailed(int victim) {
            if (watchedFrom == 0 || crashedAt[victim] != 0) return;
            long period = (world.nowNanos() - watchedFrom) / periodNanos;
            if (failedInPeriod[victim] == period) return;
            failedInPeriod[victim] = period;
            wronglyFailed++;
        }

        private void onEvent(SimNode observer, Event event) {
            if (event instanceof MembershipSignal.ProbeFailed failed)
                probeFailed(number(failed.member().name()));
            Member subject = subject(event);
            if (subject == null || watchedFrom == 0) return;
            int victim = number(subject.name());
            if (crashedAt[victim] != 0) detected(observer.number(), victim, event instanceof MemberEvent.Died);
            else if (event instanceof MemberEvent.Died) {
                falseDeaths++;
                if (victim >= stalls.members()) falseDeathsOfHealthy++;
            } else falseSuspicions++;
        }

        /** Whom an event says something bad of; null if of nobody. */
        private static @Nullable Member subject(Event event) {
            if (event instanceof MemberEvent.Suspected suspected) return suspected.member();
            if (event instanceof MemberEvent.Died died) return died.member();
            return null;
        }

        private void detected(int observer, int victim, boolean died) {
            long now = world.nowNanos();
            if (suspectedAt[victim] == 0) suspectedAt[victim] = now;
            if (!heldBy[victim][observer]) {
                heldBy[victim][observer] = true;
                know[victim]++;
                knowSum[victim] += now - crashedAt[victim];
            }
            if (died && ++dead[victim] == nodes - crashes) allKnowAt[victim] = now;
        }

        private Sample sample(long bytes) {
            Map<String, Double> values = new LinkedHashMap<>();
            detection(values);
            values.put("falseDeaths", (double) falseDeaths);
            values.put("falseDeathsOfHealthy", (double) falseDeathsOfHealthy);
            values.put("falseSuspicions", (double) falseSuspicions);
            double seconds = time.toNanos() / 1e9;
            values.put(
                    "wronglyFailedPerPeriod",
                    wronglyFailed / (time.toNanos() / (double) periodNanos) / (nodes - crashes));
            values.put("bytesPerNodePerSecond", bytes / seconds / (nodes - crashes));
            return new Sample(
                    values, List.of(), world.counts().messages(), world.trace().hash());
        }

        /**
         * The first detection counts whole periods, as the paper does: the k-th after the crash is the one in which a
         * probe begins whose answer never comes. The others are seconds.
         */
        private void detection(Map<String, Double> values) {
            double first = 0;
            double member = 0;
            double all = 0;
            int firsts = 0;
            int alls = 0;
            for (int victim = nodes - crashes; victim < nodes; victim++) {
                if (suspectedAt[victim] == 0) continue;
                firsts++;
                first += (suspectedAt[victim] - periodNanos - crashedAt[victim]) / periodNanos + 1;
                member += knowSum[victim] / 1e9 / know[victim];
                if (allKnowAt[victim] == 0) continue;
                alls++;
                all += (allKnowAt[victim] - crashedAt[victim]) / 1e9;
            }
            if (firsts > 0) values.put("firstDetection", first / firsts);
            if (firsts > 0) values.put("memberDetection", member / firsts);
            if (alls > 0) values.put("allKnow", all / alls);
        }
    }
}
