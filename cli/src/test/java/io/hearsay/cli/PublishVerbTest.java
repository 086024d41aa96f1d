package io.hearsay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.agent.api.Payload;
import io.hearsay.agent.api.PublishReply;
import io.hearsay.agent.api.PublishRequest;
import io.hearsay.agent.http.HttpServer;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PublishVerbTest {
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private int fullFor;
    private final AtomicInteger requests = new AtomicInteger();

    @Test
    void an_argument_is_one_event() {
        try (FakeAgent agent = agent()) {
            assertThat(agent.hearsay("publish", "deploys", "v42 ✓")).isZero();
            assertThat(agent.hearsay("publish", "deploys")).isZero();
            assertThat(heard).containsExactly("v42 ✓", "");
            assertThat(agent.out.toString().lines()).first().isEqualTo("published 1 event to deploys");
        }
    }

    @Test
    void each_line_of_the_input_is_an_event_in_order() {
        List<String> lines =
                IntStream.range(0, 3_000).mapToObj(i -> "line " + i).toList();
        try (FakeAgent agent = agent()) {
            assertThat(publish(agent, String.join("\n", lines))).isZero();
            assertThat(heard).isEqualTo(lines);
            assertThat(requests.get()).isLessThan(3_000);
            assertThat(agent.out.toString()).isEqualTo("published 3000 events to logs\n");
        }
    }

    @Test
    void no_input_publishes_nothing() {
        try (FakeAgent agent = agent()) {
            assertThat(publish(agent, "")).isZero();
            assertThat(requests.get()).isZero();
        }
    }

    @Test
    void waits_when_the_agent_is_full_and_loses_nothing() {
        fullFor = 3;
        try (FakeAgent agent = agent()) {
            assertThat(publish(agent, "a\nb\nc\nd\ne\n")).isZero();
            assertThat(heard).containsExactly("a", "b", "c", "d", "e");
        }
    }

    @Test
    void a_line_that_is_too_long_is_left_out_and_said() {
        String limit = "x".repeat(LineBatches.MAX_LINE_BYTES);
        try (FakeAgent agent = agent()) {
            assertThat(publish(agent, "a\n" + limit + "x\nb\nrefuse me\nc")).isEqualTo(1);
            assertThat(heard).containsExactly("a", "b", "c");
            assertThat(agent.err.toString())
                    .contains("line 3 was left out: too large", "1 line was left out: longer than 1048576 bytes");
        }
    }

    @Test
    void the_first_line_does_not_wait_for_the_second() throws Exception {
        try (FakeAgent agent = agent();
                PipedOutputStream app = new PipedOutputStream();
                InputStream input = new PipedInputStream(app)) {
            Thread verb = new Thread(() -> publish(agent, input));
            verb.start();
            app.write("first\n".getBytes(StandardCharsets.UTF_8));
            app.flush();
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            app.close();
            verb.join(60_000);
            assertThat(verb.isAlive()).isFalse();
        }
    }

    private FakeAgent agent() {
        return new FakeAgent(routes -> routes.post("/v1/publish", context -> {
            PublishRequest request = HttpServer.body(context, PublishRequest.class);
            requests.incrementAndGet();
            int accepted = 0;
            for (Payload event : request.events()) {
                String text = new String(event.bytes(), StandardCharsets.UTF_8);
                if (text.equals("refuse me")) {
                    answer(context, PublishReply.TOO_LARGE, accepted, "too large");
                    return;
                }
                if (fullFor > 0 && accepted == 1) {
                    fullFor--;
                    answer(context, PublishReply.FULL, accepted, "full");
                    return;
                }
                heard.add(text);
                arrived.countDown();
                accepted++;
            }
            context.contentType("application/json").result("{\"topic\":\"logs\",\"accepted\":" + accepted + "}");
        }));
    }

    private static void answer(Context context, int status, int accepted, String error) {
        context.status(status)
                .contentType("application/json")
                .result("{\"topic\":\"logs\",\"accepted\":" + accepted + ",\"error\":\"" + error + "\"}");
    }

    private static int publish(FakeAgent agent, String input) {
        return publish(agent, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }

    private static int publish(FakeAgent agent, InputStream input) {
        CommandLine line = Errors.handledBy(new CommandLine(new PublishVerb(input)));
        return agent.execute(line, "logs", "-");
    }
}
