package io.hearsay;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.antientropy.AntiEntropyMessage;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What every codec must do: read back what it wrote, ignore what a later version appended, and answer any other bytes
 * with a valid message or {@link MalformedMessageException}. The samples must include every kind of message.
 */
public final class CodecContract {
    private CodecContract() {}

    /** Checks all of it. */
    public static <M extends Message> void check(Codec<M> codec, Class<M> messages, List<? extends M> samples) {
        Set<Class<?>> sampled = new LinkedHashSet<>();
        samples.forEach(sample -> sampled.add(sample.getClass()));
        assertThat(sampled).containsAll(recordsOf(messages));
        for (M sample : samples) {
            byte[] body = encode(codec, sample);
            int kind = codec.kind(sample);
            assertThat(kind).isBetween(1, 255);
            if (sample instanceof AntiEntropyMessage message)
                assertThat(message.sizeBytes()).isEqualTo(body.length);
            assertThat(codec.decode(kind, new ByteReader(body))).isEqualTo(sample);
            for (int length = 0; length < body.length; length++) decodes(codec, kind, Arrays.copyOf(body, length));
            flips(codec, kind, body);
            noise(codec, kind);
        }
    }

    private static List<Class<?>> recordsOf(Class<?> messages) {
        if (!messages.isSealed()) return List.of(messages);
        return Arrays.stream(messages.getPermittedSubclasses())
                .<Class<?>>flatMap(permitted -> recordsOf(permitted).stream())
                .filter(Class::isRecord)
                .toList();
    }

    private static <M extends Message> byte[] encode(Codec<M> codec, M message) {
        ByteWriter out = new ByteWriter(16);
        codec.encode(message, out);
        return out.toByteArray();
    }

    private static void flips(Codec<?> codec, int kind, byte[] body) {
        for (int bit = 0; bit < 8 * body.length; bit++) {
            byte[] flipped = body.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            decodes(codec, kind, flipped);
        }
    }

    private static void noise(Codec<?> codec, int kind) {
        SplittableRandom random = new SplittableRandom(kind);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(64)];
            random.nextBytes(bytes);
            decodes(codec, kind, bytes);
        }
    }

    private static void decodes(Codec<?> codec, int kind, byte[] bytes) {
        try {
            assertThat(codec.decode(kind, new ByteReader(bytes))).isNotNull();
        } catch (MalformedMessageException expected) {
            assertThat(expected.getMessage()).isNotBlank();
        }
    }
}
