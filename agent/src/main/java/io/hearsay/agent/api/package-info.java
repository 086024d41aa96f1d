/**
 * What goes over HTTP, as records: the content of {@code --json} and of {@code /v1/…} is one and the same.
 *
 * <p>Fields are only ever added. Times are ISO 8601 in UTC, by the clock of the agent that answers.
 */
@NullMarked
package io.hearsay.agent.api;

import org.jspecify.annotations.NullMarked;
