package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.cluster.Host;
import io.hearsay.stack.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;

/**
 * Tells a node where its seeds are: at once, every second or so until it is in, and every half minute from then on,
 * each pause drawn from a range so that a cluster does not ask its name server in step.
 */
final class SeedCalls {
    private static final Duration ALONE = Duration.ofSeconds(1);
    private static final Duration IN = Duration.ofSeconds(30);

    private final List<Seed> seeds;
    private final SeedSource source;
    private final Executor blocking;
    private final Host host;
    private final Node node;
    private final RandomGenerator random;
    private final NodeLog log;
    private boolean hasCalled;

    SeedCalls(
            List<Seed> seeds,
            SeedSource source,
            Executor blocking,
            Host host,
            Node node,
            RandomGenerator random,
            NodeLog log) {
        this.seeds = seeds;
        this.source = source;
        this.blocking = blocking;
        this.host = host;
        this.node = node;
        this.random = random;
        this.log = log;
    }

    /** Begins; on the node's thread, in a command. */
    void start() {
        if (seeds.stream().allMatch(Seed.Literal.class::isInstance)) call(source.resolve(seeds));
        else lookUp();
    }

    private void lookUp() {
        try {
            blocking.execute(() -> {
                List<Address> found = source.resolve(seeds);
                host.run(() -> found(found));
            });
        } catch (RejectedExecutionException closed) {
            log.debug("seeds are not looked up any more, the node's threads have ended");
        }
    }

    private void found(List<Address> addresses) {
        if (!addresses.isEmpty()) call(addresses);
        else if (!hasCalled) log.warnRarely("no seeds", "none of the seeds {} has an address yet", seeds);
        Duration pause = node.isJoined() ? IN : ALONE;
        host.runAfter(Duration.ofNanos((long) (pause.toNanos() * (0.5 + random.nextDouble()))), this::lookUp);
    }

    private void call(List<Address> addresses) {
        if (hasCalled) node.seeds(addresses);
        else node.join(addresses);
        hasCalled = true;
    }
}
