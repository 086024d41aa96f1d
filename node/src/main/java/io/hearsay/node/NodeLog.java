package io.hearsay.node;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What one node writes to the log; each line carries the keys {@code cluster} and {@code node}.
 *
 * <p>What a peer or a stranger can cause over and over is said once a minute for each subject, with how often it
 * happened since. Subjects are a fixed few, never data from the network.
 */
final class NodeLog {
    private static final Logger NODE = LoggerFactory.getLogger("io.hearsay.node");
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger logger;
    private final LongSupplier nanoTime;
    private final String cluster;
    private final String node;
    private final Map<String, Repeated> repeated = new ConcurrentHashMap<>();

    NodeLog(String cluster, String node) {
        this(NODE, System::nanoTime, cluster, node);
    }

    NodeLog(Logger logger, LongSupplier nanoTime, String cluster, String node) {
        this.logger = logger;
        this.nanoTime = nanoTime;
        this.cluster = cluster;
        this.node = node;
    }

    /** For who tells what happens in another way. */
    static NodeLog silent() {
        return new NodeLog(NOPLogger.NOP_LOGGER, System::nanoTime, "", "");
    }

    void info(String message, @Nullable Object... arguments) {
        log(Level.INFO, message, arguments);
    }

    void warn(String message, @Nullable Object... arguments) {
        log(Level.WARN, message, arguments);
    }

    void debug(String message, @Nullable Object... arguments) {
        log(Level.DEBUG, message, arguments);
    }

    /** A broken invariant or a listener's own exception, with its trace. */
    void error(String message, Throwable cause) {
        at(Level.ERROR).setCause(cause).log(message);
    }

    /** At most one line a minute for one subject. */
    void warnRarely(String subject, String message, @Nullable Object... arguments) {
        Repeated earlier = repeated.computeIfAbsent(subject, s -> new Repeated());
        long count = earlier.admit(nanoTime.getAsLong());
        if (count == 0) return;
        LoggingEventBuilder line = at(Level.WARN);
        if (count > 1) line = line.addKeyValue("times", count);
        line.log(message, arguments);
    }

    private void log(Level level, String message, @Nullable Object... arguments) {
        at(level).log(message, arguments);
    }

    private LoggingEventBuilder at(Level level) {
        return logger.atLevel(level).addKeyValue("cluster", cluster).addKeyValue("node", node);
    }

    /** One subject: when it was last said, and how often it was not. */
    private static final class Repeated {
        private long saidAtNanos;
        private long unsaid;
        private boolean said;

        synchronized long admit(long nowNanos) {
            unsaid++;
            if (said && nowNanos - saidAtNanos < INTERVAL_NANOS) return 0;
            said = true;
            saidAtNanos = nowNanos;
            long count = unsaid;
            unsaid = 0;
            return count;
        }
    }
}
