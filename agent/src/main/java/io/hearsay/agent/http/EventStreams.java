package io.hearsay.agent.http;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.StreamEvent;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Open streams of events: at most {@value #MAX_STREAMS}, each on a thread of its own that writes what waits for it.
 *
 * <p>Closing ends them all.
 */
public final class EventStreams implements AutoCloseable {
    static final int MAX_STREAMS = 32;

    private static final long HEARTBEAT_SECONDS = 10;
    private static final byte[] HEARTBEAT = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();

    /** Streams whose number is in the registry as {@code hearsay.http.streams}. */
    public EventStreams(MeterRegistry meters) {
        Gauge.builder("hearsay.http.streams", open, Set::size)
                .description("Open streams of events")
                .register(meters);
    }

    /** Subscribes a sink to what a request asked for; closing the result ends the subscription. */
    public interface Source {
        AutoCloseable subscribe(Context context, Consumer<StreamEvent> sink);
    }

    /** A route that streams; the sink may be called by any thread and never blocks. */
    public Handler streaming(Source source) {
        return context -> {
            EventStream stream = admit();
            try (AutoCloseable subscription =
                    source.subscribe(context, event -> stream.offer(event.event(), Json.write(event)))) {
                write(context, stream);
            } finally {
                open.remove(stream);
            }
        };
    }

    private EventStream admit() {
        EventStream stream = new EventStream();
        open.add(stream);
        if (open.size() > MAX_STREAMS) {
            open.remove(stream);
            throw new HttpResponseException(
                    503, "at most " + MAX_STREAMS + " streams can be open at once; close one", Map.of());
        }
        return stream;
    }

    private static void write(Context context, EventStream stream) throws InterruptedException {
        context.contentType("text/event-stream").header("Cache-Control", "no-store");
        try {
            ServletOutputStream out = context.res().getOutputStream();
            context.res().flushBuffer(); // the headers say: subscribed
            while (!stream.isOver()) {
                Optional<byte[]> frame = stream.take(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
                out.write(frame.orElse(HEARTBEAT));
                if (stream.isDrained()) out.flush();
            }
            if (stream.missed() > 0) out.write(EventStream.frame("gap", Json.write(StreamEvent.gap(stream.missed()))));
            out.flush();
        } catch (IOException e) {
            // the reader has gone, as readers do
        }
    }

    @Override
    public void close() {
        open.forEach(EventStream::close);
    }
}
