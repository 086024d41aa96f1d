/**
 * The agent's HTTP side: who may ask, in which words, and how streams stay bounded.
 *
 * <pre>
 *   request ── Jetty ── Doorkeeper ── route ── Cluster
 *                          │ 403, 401, 415, counted
 * </pre>
 *
 * The API can end a node and publish in its name, so it is kept for its operator: by default it listens on loopback
 * alone, and refuses what a web page in the operator's browser could send there (a foreign {@code Origin}, or a
 * {@code Host} that some attacker's name server points at us).
 */
@NullMarked
package io.hearsay.agent.http;

import org.jspecify.annotations.NullMarked;
