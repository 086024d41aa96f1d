package io.hearsay.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.cluster.Cluster;
import io.hearsay.node.ClusterConfig;
import io.hearsay.node.Hearsay;
import java.nio.file.Path;

/** The program on the README's first screen. */
public final class FirstProgram {
    private FirstProgram() {}

    /** Joins the cluster "orders" on this host, says something and leaves; give it a key file and a name. */
    public static void main(String[] args) {
        Path keyFile = Path.of(args[0]);
        String name = args[1];
        // snippet:start
        ClusterConfig config = ClusterConfig.lan("orders")
                .withName(name)
                .withSeeds("10.0.0.1", "dns:orders-headless")
                .withKeyFile(keyFile);
        try (Cluster cluster = Hearsay.join(config)) {
            cluster.onMember(event -> System.out.println(event)); // Joined, Suspected, Died, Left ...
            cluster.topic("deploys").subscribe(m -> System.out.println(new String(m.payload(), UTF_8)));
            cluster.joined().toCompletableFuture().join();
            cluster.topic("deploys").publish("orders 4.2".getBytes(UTF_8));
            cluster.why("web-3").forEach(System.out::println); // who says that it is dead, on what evidence
            cluster.leave().toCompletableFuture().join();
        }
        // snippet:end
    }
}
