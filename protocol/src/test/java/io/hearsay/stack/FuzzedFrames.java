package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.wire.ByteWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Datagrams to one process from somebody who has the key and means no good: each holds up to four messages that were
 * once well-formed, cut, lengthened, flipped, stretched to absurd numbers or replaced by noise; one frame in ten is
 * broken after it was sealed, or is noise as a whole.
 */
final class FuzzedFrames {
    private static final Address EVIL = Address.parse("10.0.0.66:7940");
    private static final long EVIL_INSTANCE = 0x6666;

    private final SplittableRandom random;
    private final long victim;
    private final List<Map.Entry<Integer, List<byte[]>>> samples;
    private final ByteWriter frame = new ByteWriter(2_048);
    private final ByteWriter scratch = new ByteWriter(2_048);
    private final Binding binding = new Binding();
    private final Framing evil =
            new Framing(TestNode.config(), EVIL_INSTANCE, KeyRing.of(TestNode.KEY_ID, TestNode.KEY), new TestSealer());
    private byte[] unsealed = new byte[0];
    private byte[] ready = new byte[0];

    FuzzedFrames(SplittableRandom random, long victim) {
        this.random = random;
        this.victim = victim;
        samples = List.copyOf(SmallCluster.whatIsSaid().entrySet());
    }

    /** Makes the next one. */
    void next() {
        if (random.nextInt(50) == 0) {
            ready = noise(random.nextInt(1_400));
            return;
        }
        fill();
        unsealed = frame.toByteArray();
        seal();
        if (random.nextInt(20) == 0) ready = broken(ready);
    }

    /** The same messages in a frame with a number of its own: else it would be refused as a repetition. */
    void sealAgain() {
        frame.reset().raw(unsealed, 0, unsealed.length);
        seal();
    }

    void handTo(Stack stack) {
        stack.datagramReceived(EVIL, ready, 0, ready.length);
    }

    private void seal() {
        evil.seal(frame, FrameHeader.DATA, random.nextInt(16), binding.to(victim));
        ready = frame.toByteArray();
    }

    private void fill() {
        Framing.begin(frame);
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            Map.Entry<Integer, List<byte[]>> kind = samples.get(random.nextInt(samples.size()));
            byte[] body =
                    bent(kind.getValue().get(random.nextInt(kind.getValue().size())));
            scratch.reset().varint(random.nextInt(50) == 0 ? random.nextInt(70_000) : kind.getKey());
            scratch.bytes(body);
            if (frame.position() + scratch.position() + Sealer.TAG_BYTES <= StackConfig.DEFAULT_MTU_BYTES)
                frame.raw(scratch.array(), 0, scratch.position());
        }
    }

    private byte[] bent(byte[] body) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> body;
            case 2 -> Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 3 -> Arrays.copyOf(body, body.length + random.nextInt(20));
            case 4 -> noise(random.nextInt(100));
            case 5 -> flipped(body);
            default -> stretched(body);
        };
    }

    private byte[] broken(byte[] whole) {
        return random.nextBoolean() ? Arrays.copyOf(whole, random.nextInt(whole.length)) : flipped(whole);
    }

    private byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] flipped(byte[] body) {
        byte[] bent = body.clone();
        for (int flips = 1 + random.nextInt(4); flips > 0 && bent.length > 0; flips--)
            bent[random.nextInt(bent.length)] ^= (byte) (1 << random.nextInt(8));
        return bent;
    }

    /** Puts a large number somewhere: a length, a count, an incarnation. */
    private byte[] stretched(byte[] body) {
        byte[] bent = body.clone();
        if (bent.length == 0) return bent;
        int at = random.nextInt(bent.length);
        int end = Math.min(bent.length, at + 1 + random.nextInt(9));
        Arrays.fill(bent, at, end, (byte) 0xff);
        bent[end - 1] = (byte) random.nextInt(128);
        return bent;
    }
}
