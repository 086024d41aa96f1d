package io.hearsay.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.cluster.Cluster;
import io.hearsay.cluster.SharedMap;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Who serves what: each member says where, and who is gone is not found. */
public final class Services {
    // snippet:start
    private final SharedMap services;

    /** Reads and writes the registry of this cluster. */
    public Services(Cluster cluster) {
        services = cluster.map("services");
    }

    /** Says where this member serves it, for as long as this member is there. */
    public CompletionStage<Void> register(String service, String address) {
        return services.putEphemeral(service + "/" + address, address.getBytes(UTF_8));
    }

    /** Where members serve it that live, as far as this one knows. */
    public List<String> addresses(String service) {
        return services.entries(service + "/").values().stream()
                .map(value -> new String(value, UTF_8))
                .toList();
    }
    // snippet:end
}
