/** The agent: one node as a process of its own, with an HTTP API, an event stream and metrics. */
@NullMarked
package io.hearsay.agent;

import org.jspecify.annotations.NullMarked;
