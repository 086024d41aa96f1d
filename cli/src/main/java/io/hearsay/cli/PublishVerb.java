package io.hearsay.cli;

import io.hearsay.agent.api.Json;
import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.PublishReply;
import io.hearsay.agent.api.PublishRequest;
import io.hearsay.cli.AgentClient.Reply;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hearsay publish}. */
@Command(
        name = "publish",
        description = "Publish an event to everybody who listens to a topic.",
        footer = {"", "  tail -f app.log | hearsay publish logs -", "  hearsay listen logs"})
final class PublishVerb extends ClientVerb {
    /** What the flag of that name is about, here and where one listens. */
    static final String DELIVERY =
            "What the topic promises: best-effort, eventual, fifo or causal; one holds for it in the whole cluster. "
                    + "Without this, the one it has.";

    private static final int RETRY_MILLIS = 50;

    private final InputStream input;

    @Parameters(index = "0", paramLabel = "TOPIC", description = "The topic.")
    private String topic;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "PAYLOAD",
            description = "The event; - makes each line of standard input one event; nothing is an empty event.")
    private String payload = "";

    @Option(names = "--delivery", paramLabel = "CONTRACT", description = DELIVERY)
    private @Nullable String delivery;

    private long published;
    private boolean hasFailed;

    PublishVerb(InputStream input) {
        this.input = input;
    }

    @Override
    int ask(AgentClient agent) {
        if (payload.equals("-")) return publishLines(agent);
        PublishRequest one =
                new PublishRequest(topic, delivery, List.of(Payload.compact(payload.getBytes(StandardCharsets.UTF_8))));
        return show(agent.post("/v1/publish", one), PublishReply.class, reply -> out().println(summary(1)));
    }

    /** Sends what has gathered while the last request was under way: no line waits for others, and none is lost. */
    private int publishLines(AgentClient agent) {
        try (LineBatches lines = new LineBatches(input)) {
            for (List<Payload> batch = lines.next(); !batch.isEmpty(); batch = lines.next()) publish(agent, batch);
            if (lines.tooLong() > 0)
                complain(Words.count(lines.tooLong(), "line was", "lines were") + " left out: longer than "
                        + LineBatches.MAX_LINE_BYTES + " bytes");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (isJson())
            out().println(new String(Json.write(new PublishReply(topic, published, null)), StandardCharsets.UTF_8));
        else out().println(summary(published));
        return hasFailed ? Errors.NEGATIVE : 0;
    }

    private void publish(AgentClient agent, List<Payload> batch) throws InterruptedException {
        List<Payload> rest = batch;
        while (!rest.isEmpty()) {
            Reply reply = agent.post("/v1/publish", new PublishRequest(topic, delivery, rest));
            PublishReply became = reply.as(PublishReply.class);
            published += became.accepted();
            rest = rest.subList((int) became.accepted(), rest.size());
            if (reply.isOk()) return;
            if (reply.status() == PublishReply.FULL) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            } else {
                complain("line " + (published + 1) + " was left out: " + became.error());
                rest = rest.subList(1, rest.size());
            }
        }
    }

    private void complain(String message) {
        hasFailed = true;
        err().println("hearsay: " + message);
    }

    private String summary(long count) {
        return "published " + count + (count == 1 ? " event" : " events") + " to " + topic;
    }
}
