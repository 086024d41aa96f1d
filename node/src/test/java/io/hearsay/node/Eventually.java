package io.hearsay.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what other threads and processes bring about: on a condition, never for a fixed time. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 2;

    private Eventually() {}

    /** Returns when the condition holds; fails with what {@code state} says when it does not within a minute. */
    static void eventually(BooleanSupplier condition, Supplier<?> state) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) throw new AssertionError("not within " + PATIENCE + ": " + state.get());
            pause();
        }
    }

    /** What one sees, looking again and again, the first time that it is so. */
    static <T> T eventually(Supplier<T> look, Predicate<T> isSo) {
        List<T> last = new ArrayList<>();
        eventually(
                () -> {
                    last.clear();
                    last.add(look.get());
                    return isSo.test(last.get(0));
                },
                () -> last);
        return last.get(0);
    }

    /**
     * A port on loopback that nobody listens at now, below those that the kernel gives away by itself: else a node that
     * calls it again and again may one day be given it, and meet itself.
     */
    static int freePort() {
        for (int port = 20_000 + (int) (System.nanoTime() % 10_000); ; port++) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                if (port > 32_000) throw new UncheckedIOException(taken);
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
