package io.hearsay.agent.api;

import java.util.List;

/** {@code POST /v1/faults}: these rules from now on, and no others; {@code GET} shows them. */
public record FaultList(List<Fault> rules) {
    public FaultList {
        if (rules == null) throw new IllegalArgumentException("'rules' is missing; an empty list heals everything");
        if (rules.size() > 1_024)
            throw new IllegalArgumentException("'rules' must be at most 1024, was " + rules.size());
    }
}
