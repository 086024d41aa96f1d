package io.hearsay.cli;

import io.hearsay.agent.api.HeardEvent;
import io.hearsay.agent.api.Json;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay listen}. */
@Command(name = "listen", description = "Print a topic's events as they come, one a line, until Ctrl-C.")
final class ListenVerb extends StreamVerb {
    @Parameters(paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Option(names = "--count", paramLabel = "N", description = "End after so many events.")
    private long count = Long.MAX_VALUE;

    private long heard;

    @Override
    String path() {
        if (count < 1) throw wrongUsage("--count must be 1 or more, was " + count);
        return "/v1/listen?topic=" + AgentClient.encoded(topic);
    }

    @Override
    boolean wantsMore() {
        return ++heard < count;
    }

    /** What one {@code publish -} read as a line, this prints as a line; bytes that are no text are marked. */
    @Override
    void print(String json) throws IOException {
        HeardEvent event = Json.read(json, HeardEvent.class);
        String text = event.text() != null ? event.text() : "base64:" + event.base64();
        out().println(ink().colours() ? Json.tame(text) : text);
    }
}
