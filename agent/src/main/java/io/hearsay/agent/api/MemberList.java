package io.hearsay.agent.api;

import java.util.List;

/**
 * The cluster as one node sees it: {@code GET /v1/members}.
 *
 * @param self the name of the node that answers
 * @param partial whether the members are this node and its neighbours alone, as with partial membership
 * @param members by name, itself and the dead included, until they are removed
 */
public record MemberList(String cluster, String self, boolean partial, List<MemberView> members) {}
