/**
 * Whom to call of those that are lost: the dead, the seeds that are not in the view, and peers of the past.
 *
 * <pre>
 *   half A: all of B is dead to it              half B: all of A is dead to it
 *   every 5 s about one of its members, chosen by chance, calls a lost one
 *   A1 ── contact: a link, a comparison ──▶ B3      each tells the other what its half believes
 *        both refute at once, and each half's news flows through them
 * </pre>
 *
 * <p>Probes, gossip and comparisons skip the dead, so a cluster whose halves have buried each other stays split for
 * ever unless somebody goes on calling. Here the live members do so in sum at a constant rate, whatever the age of the
 * loss and the size of the cluster: each by itself with a chance of one in their number.
 *
 * <p>{@code PartitionSense} says when many vanish together: that is a partition, not so many deaths.
 */
@NullMarked
package io.hearsay.membership.healing;

import org.jspecify.annotations.NullMarked;
