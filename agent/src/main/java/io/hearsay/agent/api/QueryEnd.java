package io.hearsay.agent.api;

import java.util.List;

/**
 * The last line of {@code POST /v1/query}.
 *
 * @param event {@code end}
 * @param asked how many members were asked
 * @param silent the names of those that did not reply
 */
public record QueryEnd(String event, int asked, int answered, int declined, List<String> silent) {
    /** How such a line begins, and no other. */
    public static final String PREFIX = "{\"event\":\"end\"";
}
