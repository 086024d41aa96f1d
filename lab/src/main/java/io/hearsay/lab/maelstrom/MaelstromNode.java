package io.hearsay.lab.maelstrom;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hearsay.Event;
import io.hearsay.dissemination.bimodal.Delivered;
import io.hearsay.dissemination.bimodal.Lost;
import io.hearsay.lab.maelstrom.RequestException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One node of the workbench's workload {@code broadcast}: lines of JSON in, lines of JSON out.
 *
 * <p>Promises: a broadcast is acknowledged when this node has it, and every node that is reachable again within an hour
 * or 65,536 broadcasts gets it, whatever the network loses; the same value twice is one. Each request is answered, a
 * bad one with the workbench's error codes: 10 unknown type, 11 before {@code init}, 12 malformed, 13 a bug here; what
 * names no sender can only be logged. Does not promise any order, and trusts the workbench about the length of lines
 * and the number of values.
 *
 * <p>A state machine: it reads the clock it is given and nothing else, and calls {@code out} before a call to it
 * returns. Not thread-safe.
 */
public final class MaelstromNode {
    /** No time: nothing waits. */
    public static final long NEVER = Multicast.NEVER;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Duration batch;
    private final RandomGenerator random;
    private final LongSupplier clock;
    private final Consumer<String> out;
    private final Consumer<String> log;
    private final Set<JsonNode> values = new LinkedHashSet<>();
    private @Nullable Multicast multicast;

    /**
     * A node that awaits {@code init}.
     *
     * @param batch how long what is sent to other nodes waits for more to travel with; 0 not at all. More of it costs
     *     latency and saves messages
     * @param clock monotonic, in nanoseconds
     * @param out takes lines for the workbench
     * @param log takes lines for people
     */
    public MaelstromNode(
            Duration batch, RandomGenerator random, LongSupplier clock, Consumer<String> out, Consumer<String> log) {
        if (batch.isNegative()) throw new IllegalArgumentException("batch must be 0 or more, was " + batch);
        this.batch = batch;
        this.random = random;
        this.clock = clock;
        this.out = out;
        this.log = log;
    }

    /** When {@link #wake} is to be called, by the clock; {@link #NEVER} if nothing waits. */
    public long wakeNanos() {
        return multicast == null ? NEVER : multicast.wakeNanos();
    }

    /** Does what is due. */
    public void wake() {
        if (multicast != null) multicast.wake();
    }

    /** All values that are here, in the order in which they came. */
    Set<JsonNode> values() {
        return values;
    }

    /** Takes in one line of the workbench's. */
    public void receive(String line) {
        JsonNode message = parse(line);
        if (!message.path("src").isTextual()) {
            log.accept("nobody to answer: " + line);
            return;
        }
        try {
            obey(message, message.path("body"));
        } catch (RequestException e) {
            refuse(message, e.code, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            refuse(message, Code.CRASH, e.toString());
        }
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private void obey(JsonNode message, JsonNode body) {
        if (!body.path("type").isTextual()) throw malformed("a body has a type, a string");
        switch (body.path("type").textValue()) {
            case "init" -> onInit(message, body);
            case "topology" -> answer(message, reply("topology_ok"));
            case "broadcast" -> onBroadcast(message, body);
            case "read" -> onRead(message);
            case "gossip" -> onGossip(message, body);
            case "error" -> log.accept("an error came: " + message);
            default ->
                throw new RequestException(
                        Code.NOT_SUPPORTED, "no request of this node's is called " + body.path("type"));
        }
    }

    private static RequestException malformed(String why) {
        return new RequestException(Code.MALFORMED_REQUEST, why);
    }

    private void onInit(JsonNode message, JsonNode body) {
        if (multicast != null) throw malformed("init has come before");
        String self = body.path("node_id").asText("");
        List<String> nodes = new ArrayList<>();
        for (JsonNode node : body.path("node_ids")) nodes.add(node.asText());
        if (!nodes.contains(self)) throw malformed("init has a node_id, and node_ids that name it");
        multicast =
                new Multicast(nodes, self, batch, random, clock, (to, frames) -> post(self, to, frames), this::hear);
        answer(message, reply("init_ok"));
    }

    private Multicast multicast() {
        if (multicast == null) throw new RequestException(Code.TEMPORARILY_UNAVAILABLE, "init comes first");
        return multicast;
    }

    private void onBroadcast(JsonNode message, JsonNode body) {
        Multicast all = multicast();
        JsonNode value = body.path("message");
        if (value.isMissingNode()) throw malformed("a broadcast has a message");
        byte[] payload = value.toString().getBytes(UTF_8);
        if (payload.length > Multicast.MAX_PAYLOAD_BYTES)
            throw malformed(
                    "a message has at most " + Multicast.MAX_PAYLOAD_BYTES + " bytes, this has " + payload.length);
        all.publish(payload);
        answer(message, reply("broadcast_ok"));
    }

    private void onRead(JsonNode message) {
        multicast();
        ObjectNode reply = reply("read_ok");
        reply.putArray("messages").addAll(values);
        answer(message, reply);
    }

    private void onGossip(JsonNode message, JsonNode body) {
        List<byte[]> frames = new ArrayList<>();
        for (JsonNode frame : body.path("frames")) frames.add(bytes(frame));
        if (!multicast().receive(message.path("src").textValue(), frames)) throw malformed("only nodes gossip");
    }

    private static byte[] bytes(JsonNode frame) {
        try {
            return Base64.getDecoder().decode(frame.asText());
        } catch (IllegalArgumentException e) {
            throw malformed("frames are base64: " + e.getMessage());
        }
    }

    private void hear(Event event) {
        if (event instanceof Delivered delivered)
            values.add(parse(new String(delivered.payload().bytes(), UTF_8)));
        else if (event instanceof Lost) log.accept("given up: " + event);
    }

    // What leaves.

    private static ObjectNode reply(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private void refuse(JsonNode message, Code code, String text) {
        log.accept("refused, " + text + ": " + message);
        answer(message, reply("error").put("code", code.number).put("text", text));
    }

    private void answer(JsonNode message, ObjectNode reply) {
        JsonNode id = message.path("body").path("msg_id");
        if (!id.isMissingNode()) reply.set("in_reply_to", id);
        send(message.path("dest").asText(""), message.path("src").textValue(), reply);
    }

    private void post(String self, String to, List<byte[]> frames) {
        ObjectNode gossip = reply("gossip");
        ArrayNode encoded = gossip.putArray("frames");
        for (byte[] frame : frames) encoded.add(Base64.getEncoder().encodeToString(frame));
        send(self, to, gossip);
    }

    private void send(String from, String to, ObjectNode body) {
        ObjectNode message = JSON.createObjectNode().put("src", from).put("dest", to);
        message.set("body", body);
        out.accept(message.toString());
    }
}
