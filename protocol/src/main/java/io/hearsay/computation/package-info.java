/**
 * Aggregates over all live nodes, computed by gossip: everybody ends up with the result, nobody collects anything.
 *
 * <p>What the protocols of this chapter share is the {@link io.hearsay.computation.Epochs epoch}: they forget and begin
 * anew every so many cycles, so that the result follows the values, and what loss and crashes have distorted heals.
 */
@NullMarked
package io.hearsay.computation;

import org.jspecify.annotations.NullMarked;
