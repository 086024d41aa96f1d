package io.hearsay.antientropy;

import io.hearsay.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One scope, which everybody holds. */
public record Everything(Scope scope) implements Scopes {

    @Override
    public List<Scope> all() {
        return List.of(scope);
    }

    @Override
    public @Nullable Scope named(String name) {
        return name.equals(scope.name()) ? scope : null;
    }

    @Override
    public boolean isHeldBy(Peer peer, String name) {
        return true;
    }
}
