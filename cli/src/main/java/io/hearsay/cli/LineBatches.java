package io.hearsay.cli;

import io.hearsay.agent.api.Payload;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The lines of an input, in batches: whatever has been read while the last batch was dealt with, at least one.
 *
 * <p>Reads on a thread of its own, at most {@value #MAX_WAITING} lines ahead; longer lines than
 * {@value #MAX_LINE_BYTES} bytes are skipped and counted. One thread takes.
 */
final class LineBatches implements AutoCloseable {
    static final int MAX_LINE_BYTES = 1 << 20;

    private static final int MAX_WAITING = 1_024;
    private static final int MAX_BATCH_BYTES = 1 << 20;
    private static final int MAX_BATCH = 256;
    private static final Line END = new Line(new byte[0], true);

    private final BlockingQueue<Line> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread reader;
    private @Nullable Line held;
    private boolean isOver;
    private final AtomicInteger tooLong = new AtomicInteger();

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(byte[] bytes, boolean isEnd) {}

    LineBatches(InputStream input) {
        reader = new Thread(() -> read(new BufferedInputStream(input)), "lines");
        reader.setDaemon(true);
        reader.start();
    }

    /** How many lines were skipped. */
    int tooLong() {
        return tooLong.get();
    }

    /** The next lines, waiting for one if none is there; empty at the end. */
    List<Payload> next() throws InterruptedException {
        List<Payload> batch = new ArrayList<>();
        int bytes = 0;
        Line line = isOver ? END : first();
        while (line != null && !line.isEnd() && batch.size() < MAX_BATCH) {
            if (!batch.isEmpty() && bytes + line.bytes().length > MAX_BATCH_BYTES) {
                held = line;
                return batch;
            }
            bytes += line.bytes().length;
            batch.add(Payload.compact(line.bytes()));
            line = batch.size() < MAX_BATCH ? waiting.poll() : null;
        }
        isOver |= line != null && line.isEnd();
        return batch;
    }

    private Line first() throws InterruptedException {
        Line line = held == null ? waiting.take() : held;
        held = null;
        return line;
    }

    private void read(InputStream input) {
        try {
            readLines(input);
            waiting.put(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void readLines(InputStream input) throws InterruptedException {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int read = input.read();
            while (read >= 0) {
                if (read == '\n') put(line);
                else if (line.size() <= MAX_LINE_BYTES) line.write(read);
                read = input.read();
            }
            if (line.size() > 0) put(line);
        } catch (IOException e) {
            // the input broke: what came before it did counts
        }
    }

    private void put(ByteArrayOutputStream line) throws InterruptedException {
        if (line.size() > MAX_LINE_BYTES) tooLong.incrementAndGet();
        else waiting.put(new Line(line.toByteArray(), false));
        line.reset();
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
