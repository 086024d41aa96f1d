package io.hearsay.cli;

import io.hearsay.agent.api.HeardEvent;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.MissingEvent;
import io.hearsay.cluster.TopicGap;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay listen}. */
@Command(
        name = "listen",
        description =
                "Print a topic's events as they come, one a line, until Ctrl-C; what will not come is said on stderr.")
final class ListenVerb extends StreamVerb {
    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private long count = Long.MAX_VALUE;

    @Option(names = "--delivery", paramLabel = "CONTRACT", description = PublishVerb.DELIVERY)
    private @Nullable String delivery;

    private long heard;

    @Override
    String path() {
        if (count < 1) throw wrongUsage("--count must be 1 or more, was " + count);
        String contract = delivery == null ? "" : "&delivery=" + AgentClient.encoded(delivery);
        return "/v1/listen?topic=" + AgentClient.encoded(topic) + contract;
    }

    @Override
    boolean wantsMore(String json) {
        return isMissing(json) || ++heard < count;
    }

    private static boolean isMissing(String json) {
        return json.startsWith("{\"event\":\"missing\"");
    }

    /** What one {@code publish -} read as a line, this prints as a line; bytes that are no text are marked. */
    @Override
    void print(String json) throws IOException {
        if (isMissing(json)) {
            err().println("hearsay: " + words(Json.readTame(json, MissingEvent.class)));
            return;
        }
        HeardEvent event = Json.read(json, HeardEvent.class);
        String text = event.text() != null ? event.text() : "base64:" + event.base64();
        out().println(ink().colours() ? Json.tame(text) : text);
    }

    private static String words(MissingEvent missing) {
        String from = missing.from();
        if (missing.reason().equals(TopicGap.Reason.CONTRACT.name()))
            return from + " publishes under another contract; its events are not printed";
        String numbers = missing.first() == missing.last()
                ? "event " + missing.first()
                : "events " + missing.first() + " to " + missing.last();
        return numbers + " of " + from
                + (missing.reason().equals(TopicGap.Reason.GIVEN_UP.name())
                        ? " did not come in time and will not be printed"
                        : ", of this topic or others, left the cluster's memory before they came here");
    }
}
