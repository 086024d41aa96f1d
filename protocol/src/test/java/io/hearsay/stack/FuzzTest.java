package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.keys.KeyRing;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * Bytes from hell, most of them properly sealed, so that they reach the codecs and, in the second test, the handlers of
 * a full node. {@code mvn verify -Plong} runs ten million.
 */
class FuzzTest {
    private static final boolean IS_LONG = Boolean.getBoolean("hearsay.long");
    private static final int FRAMES = IS_LONG ? 10_000_000 : 100_000;
    private static final int FRAMES_FOR_HANDLERS = IS_LONG ? 1_000_000 : 5_000;

    /** After some more than these, one of them has made the node drop the key that they are sealed with. */
    private static final int FRAMES_FOR_ONE_NODE = 100;

    /** What one datagram may cost once the code is warm, as SECURITY.md says. */
    private static final long MAX_BYTES_PER_FRAME = 64 * 1024;

    private static final long VICTIM = 99;

    private final FuzzedFrames frames = new FuzzedFrames(new SplittableRandom(42), VICTIM);

    @Test
    void codecs_survive_and_allocate_little(TestReporter reporter) {
        Counting above = new Counting();
        Stack stack = new Stack(
                TestNode.config(),
                VICTIM,
                KeyRing.of(TestNode.KEY_ID, TestNode.KEY),
                new TestSealer(),
                new TestNetwork().port("10.0.0.99:7940"),
                ClusterNode.codec());
        stack.run(above);
        Tried tried = new Tried();
        stack.listen(peer -> tried.authentic++);
        long dearest = 0;
        for (int i = 0; i < FRAMES; i++) {
            frames.next();
            long cost = cost(stack);
            // Each place in the code allocates once for itself, when it is first reached: the second time counts.
            if (cost > MAX_BYTES_PER_FRAME / 8) {
                frames.sealAgain();
                cost = cost(stack);
            }
            dearest = Math.max(dearest, cost);
        }
        StackStats stats = stack.stats();
        report(reporter, stats, "bytes for the dearest frame " + dearest + ", authentic frames " + tried.authentic);

        assertThat(stats.messages().kinds())
                .extracting(StackStats.Kind::kind)
                .as("kinds that were tried")
                .containsAll(knownKinds());
        assertThat(above.received).isEqualTo(stats.messages().received());
        assertThat((double) tried.authentic / FRAMES)
                .as("frames past seal and header")
                .isGreaterThan(0.8);
        assertThat(dearest).as("bytes for one frame").isLessThan(MAX_BYTES_PER_FRAME);
    }

    @Test
    void a_full_node_survives(TestReporter reporter) {
        long handled = 0;
        for (int done = 0; done < FRAMES_FOR_HANDLERS; done += FRAMES_FOR_ONE_NODE) {
            SmallCluster cluster = SmallCluster.of(3, VICTIM);
            Stack victim = cluster.victim();
            for (int i = 0; i < FRAMES_FOR_ONE_NODE; i++) {
                frames.next();
                frames.handTo(victim);
                if (i % 50 == 0) cluster.run(1);
            }
            handled += victim.stats().messages().received();
            if (done == 0) report(reporter, victim.stats(), "of one node");
        }
        assertThat(handled).isGreaterThan(FRAMES_FOR_HANDLERS / 2);
    }

    private static List<Integer> knownKinds() {
        return IntStream.rangeClosed(0, MessageCodec.MAX_KIND)
                .filter(ClusterNode.codec()::knows)
                .boxed()
                .toList();
    }

    private long cost(Stack stack) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        frames.handTo(stack);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static void report(TestReporter reporter, StackStats stats, String what) {
        TreeMap<String, String> entries = new TreeMap<>();
        entries.put("summary", what);
        for (StackStats.Kind kind : stats.messages().kinds())
            entries.put(
                    String.format("kind %3d", kind.kind()),
                    kind.received() + " read, " + kind.malformed() + " malformed");
        reporter.publishEntry(entries);
    }

    private static final class Tried {
        long authentic;
    }

    /** Takes everything and says nothing. */
    private static final class Counting implements Protocol<Message, Timer> {
        long received;

        @Override
        public void start() {}

        @Override
        public void receive(Peer from, Message message) {
            received++;
        }

        @Override
        public void expire(Timer timer) {}
    }
}
