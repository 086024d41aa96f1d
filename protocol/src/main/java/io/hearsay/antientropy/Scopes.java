package io.hearsay.antientropy;

import io.hearsay.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a node reconciles, and with whom. Called by handlers, so no method may take long. */
public interface Scopes {

    /** All that it holds; what everybody holds comes first. */
    List<Scope> all();

    /** That of this name; null if this node holds none such. */
    @Nullable
    Scope named(String name);

    /** Whether this peer holds what the name stands for, as far as is known. */
    boolean isHeldBy(Peer peer, String name);

    /** What both this node and the peer hold, as far as is known. */
    default List<Scope> with(Peer peer) {
        return all().stream().filter(scope -> isHeldBy(peer, scope.name())).toList();
    }
}
