package io.hearsay.agent.api;

import java.util.List;

/** {@code GET /v1/rumors}: what one node knows of recent events, the newest last. */
public record RumorList(String cluster, String self, List<RumorView> rumors) {}
