package io.hearsay.node;

import io.hearsay.stack.Sealer.SenderKey;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Seals and opens frames that nobody sends, so that the JVM has compiled the cipher before real ones wait for it.
 *
 * <p>A frame takes 60 µs to seal and open while AES-GCM is still bytecode, and 5 µs once its blocks go through the
 * processor's own instructions, which takes the JIT some thousand frames to find out (measured on JDK 17 and 25): half
 * an hour's worth in a cluster at rest. The warm-up costs about 80 ms of one core, once in a process.
 */
final class CipherWarmUp {
    private static final int FRAMES = 4000;
    private static final int FRAME_BYTES = 160;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private CipherWarmUp() {}

    /** Begins in the background, unless this process has begun before. */
    static void begin() {
        if (!BEGUN.compareAndSet(false, true)) return;
        Thread thread = new Thread(CipherWarmUp::run, "hearsay-warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void run() {
        SenderKey key = new AesGcmSealer().derive(new byte[32], "warm-up", 0);
        byte[] associated = new byte[40];
        byte[] frame = new byte[FRAME_BYTES];
        int length = FRAME_BYTES - AesGcmSealer.TAG_BYTES;
        for (int counter = 0; counter < FRAMES; counter++) {
            key.seal(counter, associated, frame, 0, length);
            key.open(counter, associated, frame, 0, FRAME_BYTES);
        }
    }
}
