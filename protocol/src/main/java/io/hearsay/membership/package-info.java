/**
 * Who is in the cluster, as one node sees it, and by which rules news changes that.
 *
 * <p>From SWIM (Das, Gupta, Motivala, DSN 2002, section 4) come incarnations and the order alive, suspect, dead. Beyond
 * it:
 *
 * <ul>
 *   <li><b>Lives.</b> A name has epochs and a process has an instance; a later life replaces an earlier one at once.
 *   <li><b>Removal is final for its epoch.</b> Who left or was forgotten returns only with a higher epoch; tombstones
 *       keep that true until everybody has heard of it.
 *   <li><b>Evidence has weight.</b> Two members to whom the port was refused confirm a death at once; silences never
 *       do.
 *   <li><b>Provenance.</b> Every change keeps who said so and why.
 * </ul>
 *
 * <p>{@link io.hearsay.membership.Membership} holds the view and the rules. The chapters below it find things out:
 * {@code swim} probes, {@code watch} holds links, {@code healing} calls the lost. They share one view and never import
 * each other.
 */
@NullMarked
package io.hearsay.membership;

import org.jspecify.annotations.NullMarked;
