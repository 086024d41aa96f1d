package io.hearsay.sim;

import java.util.function.LongConsumer;
import java.util.stream.LongStream;

/**
 * Seeds of a randomised test: a few in the usual build, 10,000 with {@code mvn verify -Plong}, and just those that the
 * property {@code hearsay.seeds} names, such as {@code 17} or {@code 1..10000}.
 */
final class Seeds {
    private static final long ALL = 10_000;

    private Seeds() {}

    /**
     * Runs the test under each of them.
     *
     * @throws AssertionError at the first seed under which it throws; its text is the line that replays it
     */
    static void forEach(Class<?> test, long usual, LongConsumer run) {
        chosen(usual).forEachOrdered(seed -> {
            try {
                run.accept(seed);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "mvn test -pl protocol,sim -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
                                + test.getSimpleName() + " -Dhearsay.seeds=" + seed + "\n" + e.getMessage(),
                        e);
            }
        });
    }

    private static LongStream chosen(long usual) {
        String named = System.getProperty("hearsay.seeds", "");
        if (named.isEmpty()) return LongStream.rangeClosed(1, Boolean.getBoolean("hearsay.long") ? ALL : usual);
        int dots = named.indexOf("..");
        long first = Long.parseLong(dots < 0 ? named : named.substring(0, dots));
        return LongStream.rangeClosed(first, dots < 0 ? first : Long.parseLong(named.substring(dots + 2)));
    }
}
