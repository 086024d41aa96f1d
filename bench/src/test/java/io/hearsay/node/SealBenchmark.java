package io.hearsay.node;

import io.hearsay.stack.Sealer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** AES-256-GCM over one frame, sealed alone, and sealed and opened. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealBenchmark {
    private final byte[] associated = new byte[60];
    private final Sealer.SenderKey key = new AesGcmSealer().derive(new byte[32], "bench", 1);
    private final byte[] buffer = new byte[65_536];
    private long counter;

    /** Bytes of the text: a probe, and a full datagram. */
    @Param({"40", "1188"})
    private int length;

    /** A sender's part. */
    @Benchmark
    public byte[] seal() {
        key.seal(++counter, associated, buffer, 28, length);
        return buffer;
    }

    /** Both ends' part. */
    @Benchmark
    public byte[] sealAndOpen() {
        key.seal(++counter, associated, buffer, 28, length);
        if (!key.open(counter, associated, buffer, 28, length + Sealer.TAG_BYTES))
            throw new AssertionError(Arrays.toString(buffer));
        return buffer;
    }
}
