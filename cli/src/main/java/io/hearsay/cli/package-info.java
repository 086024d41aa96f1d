/** The one executable, {@code hearsay}: the agent, the verbs that ask it, the lab and the benchmarks. */
@NullMarked
package io.hearsay.cli;

import org.jspecify.annotations.NullMarked;
