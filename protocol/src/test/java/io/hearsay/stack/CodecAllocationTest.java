package io.hearsay.stack;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.hearsay.Message;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorId;
import io.hearsay.dissemination.rumor.RumorMessage;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a codec costs in heap, by the thread's own counter: reading a message costs what making it by hand costs, and
 * writing it costs nothing. Compared with each other and not with a number of bytes, which is the virtual machine's
 * affair; exact, since each message is kept where no compiler can prove it away.
 */
class CodecAllocationTest {
    private static final int ROUNDS = 20_000;
    private static final byte[] TOPIC = "deploys".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PAYLOAD = new byte[100];

    private final MessageCodec codec = ClusterNode.codec();
    private final ByteWriter out = new ByteWriter(2_048);
    private final ByteReader in = new ByteReader(new byte[0]);

    private volatile @Nullable Message kept;

    @Test
    void a_ping_costs_itself() {
        assertCostsItself(() -> new SwimMessage.Ping(17, 0x1234_5678_9abcL, 42));
    }

    @Test
    void a_pushed_event_costs_itself_its_topic_and_its_payload() {
        assertCostsItself(() -> new RumorMessage.Push(
                new Rumor(new RumorId(77, 5), new String(TOPIC, StandardCharsets.UTF_8), PAYLOAD.clone()),
                1,
                0,
                true,
                false));
    }

    private void assertCostsItself(Supplier<Message> byHand) {
        Message message = byHand.get();
        codec.encode(message, out.reset());
        byte[] encoded = out.toByteArray();

        double made = bytesPerRound(() -> kept = byHand.get());
        assertThat(bytesPerRound(() -> kept = decoded(encoded))).isEqualTo(made);
        assertThat(bytesPerRound(() -> codec.encode(message, out.reset()))).isZero();
        assertThat(decoded(encoded)).usingRecursiveComparison().isEqualTo(message);
    }

    private Message decoded(byte[] encoded) {
        in.reset(encoded, 0, encoded.length);
        int kind = in.varint(MessageCodec.MAX_KIND);
        int length = in.varint(MessageCodec.MAX_BODY_BYTES);
        in.reset(encoded, encoded.length - length, length);
        return codec.decode(kind, in);
    }

    /** Rounded: the counter, and what the compiler does meanwhile, cost some bytes in all. */
    private static double bytesPerRound(Runnable round) {
        for (int i = 0; i < ROUNDS; i++) round.run();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < ROUNDS; i++) round.run();
        return Math.rint((double) (threads.getCurrentThreadAllocatedBytes() - before) / ROUNDS);
    }
}
