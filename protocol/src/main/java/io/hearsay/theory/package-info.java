/**
 * What the literature expects: closed forms, recurrences and exact chains, to stand beside what is measured.
 *
 * <p><b>Problem.</b> A figure from a simulation or a cluster means little alone. Here is what theory says of it, each
 * function with its source and the range in which it holds.
 *
 * <p>All functions are pure, take and give plain numbers, and compute with {@code StrictMath}: the same bits on every
 * machine. Arguments outside a function's range are refused with an {@link IllegalArgumentException}. Thread-safe.
 *
 * <p>A <i>cycle</i> is synchronous: everybody acts once, on the state at its start. Partners are drawn uniformly from
 * the other n - 1 nodes unless a function says otherwise. docs/theory.md lists everything with the sources.
 */
@NullMarked
package io.hearsay.theory;

import org.jspecify.annotations.NullMarked;
