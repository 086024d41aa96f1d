package io.hearsay.bench;

import io.hearsay.Message;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorId;
import io.hearsay.dissemination.rumor.RumorMessage;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.MessageCodec;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** The messages of one full datagram, to bytes and back: a ping and events of 100 bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CodecBenchmark {
    private static final int EVENTS = 9;

    private final MessageCodec codec = ClusterNode.codec();
    private final List<Message> messages = messages();
    private final ByteWriter out = new ByteWriter(2_048);
    private final byte[] frame;

    /** With the bytes that are read. */
    public CodecBenchmark() {
        frame = written().toByteArray();
    }

    /** Messages to bytes. */
    @Benchmark
    public ByteWriter encode() {
        return written();
    }

    private ByteWriter written() {
        out.reset();
        for (Message message : messages) codec.encode(message, out);
        return out;
    }

    /** Bytes to messages. */
    @Benchmark
    public void decode(Blackhole hole) {
        ByteReader in = new ByteReader(frame);
        while (in.remaining() > 0) {
            int kind = in.varint(MessageCodec.MAX_KIND);
            hole.consume(codec.decode(kind, in.slice(in.varint(MessageCodec.MAX_BODY_BYTES))));
        }
    }

    /** There and back. */
    @Benchmark
    public void encodeAndDecode(Blackhole hole) {
        hole.consume(encode());
        decode(hole);
    }

    private static List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        messages.add(new SwimMessage.Ping(17, 0x1234_5678_9abcL, 42));
        for (int i = 1; i <= EVENTS; i++)
            messages.add(
                    new RumorMessage.Push(new Rumor(new RumorId(77, i), "deploys", new byte[100]), 1, 0, true, false));
        return messages;
    }
}
