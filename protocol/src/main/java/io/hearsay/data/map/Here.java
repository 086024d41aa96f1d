package io.hearsay.data.map;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.data.HybridClock;
import io.hearsay.data.Timestamp;
import java.util.List;

/** This node as the author of a write to a map of some rule. */
record Here(Company company, HybridClock clock, Environment env, MapRule rule) implements Author {

    @Override
    public NodeId id() {
        return company.self();
    }

    @Override
    public Timestamp stamp() {
        return clock.stamp();
    }

    @Override
    public long nowMillis() {
        return env.wallMillis();
    }

    @Override
    public List<Long> sites() {
        return company.sites(rule);
    }
}
