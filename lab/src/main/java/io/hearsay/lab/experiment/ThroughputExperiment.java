package io.hearsay.lab.experiment;

import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.dissemination.bimodal.Bimodal;
import io.hearsay.dissemination.bimodal.BimodalConfig;
import io.hearsay.dissemination.bimodal.Delivered;
import io.hearsay.dissemination.bimodal.Lost;
import io.hearsay.dissemination.bimodal.Payload;
import io.hearsay.sim.Life;
import io.hearsay.sim.SimNode;
import io.hearsay.sim.World;
import io.hearsay.sim.WorldConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One publisher at a steady rate while some receivers fall asleep by turns: who keeps the pace (Birman et al. 1999, 2
 * and 6).
 */
final class ThroughputExperiment implements Experiment {
    private enum Sender {
        BIMODAL,
        ACK_ALL
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String about() {
        return "Stable throughput (Birman 1999): the pace of healthy receivers while others are asleep half the time.";
    }

    @Override
    public int usualNodes() {
        return 51;
    }

    @Override
    public int usualRuns() {
        return 10;
    }

    @Override
    public List<Flag> flags() {
        return List.of(
                new Flag("sender", "bimodal", "bimodal, ack-all", "Gossip, or waiting for everybody's answer."),
                new Flag("rate", "100", "1..10000", "Messages a second, of 100 bytes each."),
                new Flag("slow", "25%", "0..1, or percent", "Share of the receivers that fall asleep."),
                new Flag("asleep", "50%", "0..1, or percent", "Chance that one of those sleeps through a slot."),
                new Flag("slot", "500ms", "1ms..1h", "How long a slot is."),
                new Flag("loss", "1%", "0..1, or percent", "Share of packets lost."),
                new Flag("window", "32", "1..4096", "Messages under way unanswered (ack-all)."),
                new Flag("seconds", "10", "3..3600", "How long it is watched."));
    }

    @Override
    public Trial prepare(int nodes, Settings settings) {
        Plan plan = new Plan(
                nodes,
                settings.choice("sender", Sender.class),
                settings.count("rate", 1, 10_000),
                (int) Math.round(settings.ratio("slow") * (nodes - 1)),
                settings.ratio("asleep"),
                settings.time("slot"),
                settings.ratio("loss"),
                settings.count("window", 1, 4096),
                settings.count("seconds", 3, 3600));
        if (plan.slow >= nodes - 1) throw new LabException("--slow must leave a receiver that does not sleep");
        if (plan.slot.toMillis() < 1) throw new LabException("--slot must be 1ms or more, was " + plan.slot);
        return seed -> new Run(plan, seed).run();
    }

    private record Plan(
            int nodes,
            Sender sender,
            int rate,
            int slow,
            double asleep,
            Duration slot,
            double loss,
            int window,
            int seconds) {}

    /** One world: node 0 publishes, the next ones fall asleep, the others are healthy. */
    private static final class Run {
        private final Plan plan;
        private final World world;
        private final List<Peer> all = new ArrayList<>();
        private final List<Protocol<?, ?>> protocols = new ArrayList<>();
        private final int[][] came; // by node and second
        private final boolean[] isAsleep;
        private long lost;

        Run(Plan plan, long seed) {
            this.plan = plan;
            world = new World(WorldConfig.objects(seed));
            world.network().loss(plan.loss);
            world.onEvent(this::onEvent);
            isAsleep = new boolean[plan.nodes];
            came = new int[plan.nodes][plan.seconds];
            Space.Crowd crowd = new Space.Crowd(Space.complete(plan.nodes));
            for (int i = 0; i < plan.nodes; i++) {
                int number = i;
                world.node("n" + i, life -> protocol(number, life, crowd)).start();
            }
        }

        private Protocol<?, ?> protocol(int number, Life life, Space.Crowd crowd) {
            crowd.add(life.peer());
            if (number > 0) all.add(life.peer());
            Protocol<?, ?> protocol = plan.sender == Sender.BIMODAL
                    ? new Bimodal(BimodalConfig.lan(), life.environment(), crowd.of(number), life.instance())
                    : new AckAll(life.environment(), plan.window, number == 0 ? all : List.of());
            protocols.add(protocol);
            return protocol;
        }

        private void onEvent(SimNode node, Event event) {
            int second = (int) (world.nowNanos() / 1_000_000_000L);
            if (second >= plan.seconds || node.number() == 0) return;
            if (event instanceof Delivered || event instanceof AckAll.Came) came[node.number()][second]++;
            if (event instanceof Lost gap) lost += gap.last() - gap.first() + 1;
        }

        Sample run() {
            Duration apart = Duration.ofNanos(1_000_000_000L / plan.rate);
            world.after(apart, () -> publish(apart));
            world.after(Duration.ZERO, this::sleep);
            world.run(Duration.ofSeconds(plan.seconds));
            return new Sample(
                    values(),
                    List.of(),
                    world.counts().messages(),
                    world.trace().hash());
        }

        private void publish(Duration apart) {
            SimNode publisher = world.nodes().get(0);
            if (protocols.get(0) instanceof Bimodal bimodal)
                publisher.execute(() -> bimodal.publish(new Payload(new byte[100])));
            else if (protocols.get(0) instanceof AckAll ackAll) publisher.execute(ackAll::offer);
            world.after(apart, () -> publish(apart));
        }

        private void sleep() {
            for (int i = 1; i <= plan.slow; i++) {
                boolean sleeps = world.chance().nextDouble() < plan.asleep;
                if (sleeps && !isAsleep[i]) world.nodes().get(i).pause();
                if (!sleeps && isAsleep[i]) world.nodes().get(i).resume();
                isAsleep[i] = sleeps;
            }
            world.after(plan.slot, this::sleep);
        }

        /** The first second is left out of the worst one: it begins before the first message. */
        private Map<String, Double> values() {
            long healthy = 0;
            long slow = 0;
            int worst = Integer.MAX_VALUE;
            for (int i = 1; i < plan.nodes; i++)
                for (int second = 0; second < plan.seconds; second++) {
                    if (i <= plan.slow) slow += came[i][second];
                    else healthy += came[i][second];
                    if (i > plan.slow && second > 0) worst = Math.min(worst, came[i][second]);
                }
            double nominal = (double) plan.rate * plan.seconds;
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("healthyRate", healthy / nominal / (plan.nodes - 1 - plan.slow));
            values.put("healthyWorstSecond", worst / (double) plan.rate);
            if (plan.slow > 0) values.put("slowRate", slow / nominal / plan.slow);
            values.put("lostPerReceiver", lost / (double) (plan.nodes - 1));
            values.put("messagesPerDelivery", world.counts().messages() / (double) Math.max(1, healthy + slow));
            return values;
        }
    }
}
