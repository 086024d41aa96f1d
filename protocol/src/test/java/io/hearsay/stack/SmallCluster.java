package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.ForwardingProtocol;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.dissemination.rumor.RumorId;
import io.hearsay.dissemination.rumor.RumorMessage;
import io.hearsay.membership.Evidence;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.Update;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.swim.SwimMessage;
import io.hearsay.membership.sync.Refusal;
import io.hearsay.membership.sync.SyncMessage;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Some full nodes on a test network, and what they say to each other. */
final class SmallCluster {
    private static final int KEPT_OF_A_KIND = 50;

    /** Others would seldom find room beside the rest of their datagram. */
    private static final int MAX_BODY_BYTES = 1_000;

    private static final MessageCodec CODEC = ClusterNode.codec();

    private final TestNetwork network = new TestNetwork();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Integer, List<byte[]>> said = new TreeMap<>();

    private SmallCluster() {}

    /** So many nodes that have joined; the last one's instance is given. */
    static SmallCluster of(int count, long lastInstance) {
        SmallCluster cluster = new SmallCluster();
        for (int number = 1; number <= count; number++)
            cluster.enter("node-" + number, "10.0.0." + number, number == count ? lastInstance : number, number);
        return cluster;
    }

    Stack victim() {
        return nodes.get(nodes.size() - 1).stack;
    }

    void run(int seconds) {
        network.advance(Duration.ofSeconds(seconds));
        network.datagrams.clear();
    }

    private Node enter(String name, String address, long instance, int epoch) {
        Node node = new Node(name, address, instance, epoch);
        List<Address> seeds = nodes.isEmpty() ? List.of() : List.of(nodes.get(0).port.address);
        nodes.add(node);
        node.stack.execute(() -> node.protocol.join(seeds));
        run(1);
        return node;
    }

    /** What is said in the life of a cluster, bodies by kind; what is said seldom is added by hand, or is but zeros. */
    static Map<Integer, List<byte[]>> whatIsSaid() {
        SmallCluster cluster = of(6, 6);
        cluster.talk();
        cluster.trouble();
        cluster.changeKeys();
        cluster.part();
        for (Message rare : RARE) cluster.keep(rare);
        for (int kind = 1; kind <= MessageCodec.MAX_KIND; kind++)
            if (CODEC.knows(kind)) cluster.said.putIfAbsent(kind, List.of(new byte[24]));
        return cluster.said;
    }

    private static final List<Message> RARE = List.of(
            new SwimMessage.Nack(7),
            new SwimMessage.RelayedAck(8),
            new SyncMessage.Refused(Refusal.EPOCH, 1_700_000_000L, "name web-3 is held by 10.0.0.3:7940"),
            new SyncMessage.RemovedSeen(3),
            new Update.Suspect(new NodeId("node-2", 1_700_000_002L, 2), 0, "node-3", Evidence.PROBES_UNANSWERED),
            new Update.Gone(new NodeId("node-2", 1_700_000_002L, 2), 0, "node-3"),
            new RumorMessage.Call(List.of(new RumorId(1, 1))),
            new RumorMessage.Accept(),
            new RumorMessage.Busy(),
            new RumorMessage.Confirm(3),
            new RumorMessage.Known(List.of(new RumorId(1, 1), new RumorId(2, 7)), true),
            new RumorMessage.Chunk(new RumorId(1, 1), 0, new byte[100]),
            new RumorMessage.Pull(1, List.of(new RumorMessage.Span(1, 3))),
            new RumorMessage.Gone(new RumorId(1, 1)));

    private void talk() {
        publish(nodes.get(0), 100);
        publish(nodes.get(1), 40_000);
        run(5);
        for (Node node : nodes) node.stack.execute(() -> node.protocol.state().put("load", "0.7", Optional.empty()));
        run(5);
        Node asking = nodes.get(2);
        asking.stack.execute(() -> asking.protocol.rumors().census(List.of(new RumorId(1, 1))));
        run(5);
    }

    private static void publish(Node node, int bytes) {
        byte[] payload = "x".repeat(bytes).getBytes(StandardCharsets.US_ASCII);
        node.stack.execute(() -> node.protocol.rumors().publish("topic", payload));
    }

    /** Ten seconds in which no datagram arrives, a process that dies and is forgotten, a name that is taken twice. */
    private void trouble() {
        network.losesDatagrams = true;
        run(10);
        network.losesDatagrams = false;
        run(10);
        nodes.get(5).port.kill();
        run(20);
        nodes.get(0).stack.execute(() -> nodes.get(0).protocol.forget("node-6"));
        run(5);
        enter("node-5", "10.0.0.7", 7, 50);
        run(5);
    }

    private void changeKeys() {
        byte[] key = TestNode.key(9);
        NodeKeys keys = nodes.get(0).protocol.keys();
        nodes.get(0).stack.execute(() -> keys.install(key));
        run(5);
        nodes.get(0).stack.execute(() -> keys.use(KeyRing.fingerprint(KeyRing.number(key))));
        run(5);
        nodes.get(0).stack.execute(() -> keys.remove(KeyRing.fingerprint(TestNode.KEY_ID), true));
        run(5);
    }

    private void part() {
        nodes.get(4).stack.execute(() -> nodes.get(4).protocol.leave());
        run(5);
    }

    /** A message without the kind and the length in front of it. */
    private void keep(Message message) {
        if (said.getOrDefault(CODEC.kind(message), List.of()).size() == KEPT_OF_A_KIND) return;
        ByteWriter out = new ByteWriter(2_048);
        CODEC.encode(message, out);
        ByteReader in = new ByteReader(out.toByteArray());
        int kind = in.varint(MessageCodec.MAX_KIND);
        byte[] body = in.bytes(MessageCodec.MAX_BODY_BYTES);
        if (body.length <= MAX_BODY_BYTES)
            said.computeIfAbsent(kind, none -> new ArrayList<>()).add(body);
    }

    /** A full node whose messages are kept. */
    private final class Node implements ForwardingProtocol {
        final TestNetwork.Port port;
        final Stack stack;
        final ClusterNode protocol;

        Node(String name, String address, long instance, int epoch) {
            port = network.port(address + ":7940");
            KeyRing keys = KeyRing.of(TestNode.KEY_ID, TestNode.KEY);
            stack = new Stack(TestNode.config().withPort(7940), instance, keys, new TestSealer(), port, CODEC);
            MemberRecord record = MemberRecord.of(
                    new NodeId(name, 1_700_000_000L + epoch, instance),
                    0,
                    List.of(port.address),
                    new TreeMap<>(Map.of("zone", "a")),
                    1,
                    1);
            protocol = new ClusterNode(ClusterNodeConfig.lan(), stack, keys, record, new TreeMap<>());
            port.start(stack);
            stack.run(this);
        }

        @Override
        public ClusterNode inner() {
            return protocol;
        }

        @Override
        public void receive(Peer from, Message message) {
            keep(message);
            protocol.receive(from, message);
        }
    }
}
