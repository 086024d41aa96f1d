/**
 * Which settings answer a wish: by theory first, then by the production node in the simulator.
 *
 * <p>A {@link io.hearsay.lab.plan.Wish} says what is wanted of how many nodes on which network. The
 * {@link io.hearsay.lab.plan.Planner} chooses {@link io.hearsay.lab.plan.Knobs}: few, each of which answers one wish.
 * The {@link io.hearsay.lab.plan.Forecast} says what theory expects of them, the {@link io.hearsay.lab.plan.Rehearsal}
 * what full nodes do on virtual time.
 */
@NullMarked
package io.hearsay.lab.plan;

import org.jspecify.annotations.NullMarked;
