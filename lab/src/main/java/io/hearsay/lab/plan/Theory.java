package io.hearsay.lab.plan;

import io.hearsay.membership.swim.SwimConfig;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.ClusterNodeConfig;
import io.hearsay.stack.MessageCodec;
import io.hearsay.theory.SwimLaws;
import io.hearsay.theory.WitnessLaws;
import io.hearsay.wire.ByteWriter;
import java.time.Duration;

/** What theory expects of a node's settings; docs/guide/lab.md says which law gives which figure. */
final class Theory {
    /** Frame header, tag, and the UDP and IPv4 headers around it. */
    static final int FRAME_BYTES = 28 + 16 + 28;

    /** A stream probe: six segments to the answer (SYN, SYN-ACK, hello, answer, ping, ack). */
    private static final int STREAM_SEGMENTS = 6;

    /** What they take together with their acknowledgements and headers, as the simulator counts them. */
    private static final double STREAM_BYTES = 400;

    /** Topic, origin, sequence and 100 bytes of payload in a copy; and what rides on digests and answers. */
    private static final int COPY_BYTES = 100 + 40;

    private static final int DIGEST_BYTES = 34;
    private static final double DIGESTS_PER_EVENT = 2.4;
    private static final double COPIES_OVER_FANOUT = 0.5;

    /** The share of copies in the first wave that carry one witness's word only; measured, fan-outs 3..6. */
    private static final double SINGLE_WORDS = 0.25;

    private static final int MAX_ROUNDS = 1_000;
    private static final double DAY_SECONDS = 86_400;
    private static final MessageCodec CODEC = ClusterNode.codec();

    private final Network network;
    private final ClusterNodeConfig config;
    private final SwimConfig swim;
    private final Machine machine;
    private final double copies;

    Theory(Network network, ClusterNodeConfig config, Machine machine) {
        this.network = network;
        this.config = config;
        this.swim = config.members().swim();
        this.machine = machine;
        this.copies = Math.min(swim.gossipFanout(), network.nodes() - 1) * network.arrives();
    }

    Forecast forecast() {
        Delivery delivery = new Delivery(network, config.rumors(), machine);
        return new Forecast(
                new Quantiles(delivery.hops(0.5), delivery.hops(0.99)),
                new Quantiles(delivery.seconds(0.5), delivery.seconds(0.99) + machine.hiccup()),
                delivery.reachesAll(),
                killedFirst(),
                killedAll(),
                frozenFirst(),
                frozenAll(),
                falseDeaths(),
                restBytes(),
                eventBytes());
    }

    // Detection.

    /** From the first probe that is not answered: it ends with its period, and then its accuser waits. */
    private Quantiles frozenFirst() {
        double period = seconds(swim.period());
        Quantiles probe =
                new Quantiles(SwimLaws.firstProbe(network.nodes(), 0.5), SwimLaws.firstProbe(network.nodes(), 0.99));
        return probe.times(period)
                .plus(period + seconds(swim.suspicion().floor()))
                .plus(machine.hiccup());
    }

    Quantiles frozenAll() {
        Quantiles first = frozenFirst();
        return new Quantiles(first.p50() + spread(0, 0.5), first.p99() + spread(0, 0.99));
    }

    /**
     * A closed link is news half a round trip later, and evidence after a silence; a second witness's word takes
     * another half, or two. On a shared machine each of the three waits may be late, and the last behind all words of
     * the wave.
     */
    private Quantiles killedFirst() {
        if (witnesses() < 2) return frozenFirst();
        double silence = Math.min(
                Math.max(
                        seconds(config.members().inquest().minSilence()),
                        config.members().inquest().rttFactor() * network.rttSeconds()),
                seconds(config.members().inquest().maxSilence()));
        double early = machine.seconds(witnesses() * copies);
        double late = machine.seconds(network.nodes() * copies) + 3 * machine.hiccup();
        return new Quantiles(
                2 * network.hopSeconds(0.5) + silence + early, 3 * network.hopSeconds(0.99) + silence + late);
    }

    private Quantiles killedAll() {
        if (witnesses() < 2) return frozenAll();
        Quantiles first = killedFirst();
        return new Quantiles(first.p50() + spread(SINGLE_WORDS, 0.5), first.p99() + spread(SINGLE_WORDS, 0.99));
    }

    /** Links to and from a member close with it: both ends are witnesses. */
    private int witnesses() {
        int successors = network.nodes() < config.members().watch().many()
                ? config.members().watch().successors()
                : config.members().watch().successorsOfMany();
        return Math.min(2 * successors, network.nodes() - 1);
    }

    /** Seconds until all know, in this share of cases: the wave, and rounds for whom it missed. */
    private double spread(double single, double share) {
        int rounds = 0;
        while (rounds < MAX_ROUNDS && WitnessLaws.allKnow(network.nodes(), copies, single, rounds) < share) rounds++;
        double hops = Math.max(1, Math.ceil(StrictMath.log(network.nodes()) / StrictMath.log(1 + copies)));
        double wave = hops * (network.hopSeconds(share) + machine.wake()) + machine.seconds(network.nodes() * copies);
        return wave + rounds * seconds(swim.gossipInterval());
    }

    /** P(all know of a killed process so many rounds after the first wave, or sooner). */
    double killedKnownWithin(int rounds) {
        return WitnessLaws.allKnow(network.nodes(), copies, SINGLE_WORDS, rounds);
    }

    /** Until a suspect's accuser is confirmed by others, who probe it for a period: two spreads. */
    double confirmedAfterSeconds() {
        return seconds(swim.period()) + 2 * spread(0, 0.99);
    }

    /**
     * Of a running node, a day: it is accused by chance, and then the accusation or its denial does not get through in
     * time. An upper bound: each packet of the time between carries both, of which a ping and an ack in each period are
     * counted, besides those who are summoned.
     */
    private double falseDeaths() {
        double period = seconds(swim.period());
        double accused = SwimLaws.accused(network.arrives(), swim.indirectProbes(), STREAM_SEGMENTS);
        double rounds = Math.floor(seconds(swim.suspicion().floor()) / seconds(swim.gossipInterval()));
        double told =
                Math.min(rounds * copies, config.members().table().lambda() * StrictMath.log(network.nodes() + 1.0));
        double unheard = StrictMath.exp(-told * network.arrives());
        double exchanges = 2 * seconds(swim.suspicion().floor()) / period;
        double accusationLost =
                unheard * StrictMath.pow(network.loss(), 1 + swim.suspicion().summoned());
        double denialLost = unheard * StrictMath.pow(1 - network.arrives() * network.arrives(), exchanges);
        return DAY_SECONDS / period * accused * Math.min(1, accusationLost + (network.nodes() - 1) * denialLost);
    }

    // Bytes.

    double restBytes() {
        double unanswered = 1 - network.arrives() * network.arrives();
        double datagrams = SwimLaws.messagesPerPeriod(unanswered, swim.indirectProbes());
        double message = FRAME_BYTES + size(new SwimMessage.Ping(1_000, Long.MAX_VALUE, 0));
        return (datagrams * message + (swim.streamProbe() ? unanswered * STREAM_BYTES : 0)) / seconds(swim.period());
    }

    private double eventBytes() {
        double sent = Math.min(config.rumors().firstPush().fanout(), network.nodes() - 1) + COPIES_OVER_FANOUT;
        return sent * (FRAME_BYTES + COPY_BYTES) + DIGESTS_PER_EVENT * (FRAME_BYTES + DIGEST_BYTES);
    }

    private static int size(SwimMessage message) {
        ByteWriter scratch = new ByteWriter(256);
        CODEC.encode(message, scratch);
        return scratch.position();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
