package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.Peers;
import io.hearsay.Protocol;
import io.hearsay.sim.Latency;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * Many nodes that compute the average of values drawn uniformly from 0..1, cycle by cycle.
 *
 * <p>A cycle is a thousand virtual seconds and packets take a microsecond, so that exchanges do not overlap, as the
 * models have it.
 */
final class Estimation {
    static final Duration CYCLE = Duration.ofSeconds(1_000);

    private final int nodes;
    private final double epsilon;
    private final int maxCycles;
    private double lossRatio;
    private LossOf lossOf = LossOf.PACKET;

    /** A node's protocol, and what it takes the average for. */
    record Estimator(Protocol<?, ?> protocol, DoubleSupplier estimate) {}

    /** Builds a node. */
    interface Build {
        Estimator node(Environment env, Peers peers, double value);
    }

    private Estimation(int nodes, double epsilon, int maxCycles) {
        this.nodes = nodes;
        this.epsilon = epsilon;
        this.maxCycles = maxCycles;
    }

    static Estimation of(int nodes, Settings settings) {
        return new Estimation(nodes, settings.number("epsilon", 1e-12, 1), settings.count("cycles", 1, 10_000));
    }

    Estimation loss(double ratio, LossOf of) {
        lossRatio = ratio;
        lossOf = of;
        return this;
    }

    Sample run(long seed, boolean matched, Build build) {
        return new Run(seed, matched, build).run();
    }

    /** What a curve of log10 variances should be where each cycle has this factor. */
    static List<Double> line(double factor, int length) {
        List<Double> line = new ArrayList<>(length);
        for (int i = 0; i < length; i++) line.add(i * StrictMath.log10(factor));
        return line;
    }

    /** One world. */
    private final class Run {
        private final World world;
        private final double[] values = new double[nodes];
        private final List<DoubleSupplier> estimates = new ArrayList<>(nodes);
        private final List<Double> variances = new ArrayList<>();
        private final double truth;
        private double mean;
        private double largestError;

        Run(long seed, boolean matched, Build build) {
            world = new World(WorldConfig.objects(seed));
            world.network().latency(Latency.constant(Duration.ofNanos(1_000)));
            if (lossOf == LossOf.PACKET) world.network().loss(lossRatio);
            SplittableRandom chance = world.chance().split();
            for (int i = 0; i < nodes; i++) values[i] = chance.nextDouble();
            truth = Arrays.stream(values).sum() / nodes;
            Space.Crowd crowd = new Space.Crowd(Space.complete(nodes));
            Matchings matchings = new Matchings(nodes, chance);
            for (int i = 0; i < nodes; i++) {
                int number = i;
                Peers peers = matched ? matchings.of(number) : crowd.of(number);
                world.node("n" + i, life -> {
                            Peer self = new Peer(life.address(), life.instance());
                            crowd.add(self);
                            matchings.add(self);
                            return protocol(life.environment(), peers, values[number], build);
                        })
                        .start();
            }
        }

        private Protocol<?, ?> protocol(Environment env, Peers peers, double value, Build build) {
            if (lossOf == LossOf.PACKET) return built(build.node(env, peers, value));
            return new Lossy(env, lossRatio, lossOf, lossy -> built(build.node(lossy, peers, value)));
        }

        private Protocol<?, ?> built(Estimator estimator) {
            estimates.add(estimator.estimate());
            return estimator.protocol();
        }

        Sample run() {
            look();
            int rounds = -1;
            world.run(Duration.ofMillis(-1).plus(CYCLE)); // looks at each cycle just before the next begins
            for (int cycle = 1; cycle <= maxCycles; cycle++) {
                look();
                if (largestError <= epsilon) {
                    rounds = cycle;
                    break;
                }
                if (cycle < maxCycles) world.run(CYCLE);
            }
            return sample(rounds);
        }

        private void look() {
            mean = 0;
            largestError = 0;
            for (DoubleSupplier estimate : estimates) {
                mean += estimate.getAsDouble() / nodes;
                largestError = Math.max(largestError, Math.abs(estimate.getAsDouble() - truth) / truth);
            }
            double variance = 0;
            for (DoubleSupplier estimate : estimates) {
                double off = estimate.getAsDouble() - mean;
                variance += off * off / (nodes - 1);
            }
            variances.add(variance);
        }

        private Sample sample(int rounds) {
            Map<String, Double> sampled = new LinkedHashMap<>();
            int cycles = variances.size() - 1;
            double overall = Math.pow(variances.get(cycles) / variances.get(0), 1.0 / cycles);
            sampled.put("varianceFactor", overall);
            for (int cycle = 1; cycle <= Math.min(10, cycles); cycle++)
                sampled.put("varianceFactor." + cycle, variances.get(cycle) / variances.get(cycle - 1));
            if (rounds > 0) sampled.put("rounds", (double) rounds);
            sampled.put("bias", (mean - truth) / truth);
            List<Double> curve = variances.stream()
                    .map(variance -> StrictMath.log10(Math.max(1e-32, variance) / variances.get(0)))
                    .toList();
            return new Sample(
                    sampled, curve, world.counts().messages(), world.trace().hash());
        }
    }
}
