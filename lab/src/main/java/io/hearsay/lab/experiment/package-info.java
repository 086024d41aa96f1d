/**
 * Experiments: the production protocols in the simulator, many times over, with what theory says beside them.
 *
 * <p>Each {@link io.hearsay.lab.experiment.Experiment} turns flags into a {@link io.hearsay.lab.experiment.Trial}, one
 * run for one seed; {@link io.hearsay.lab.experiment.Runner} runs as many as are wanted on as many cores as there are.
 * What comes out is a function of the seed and the flags, whatever the number of jobs. Where a classic model differs
 * from production, the difference is an option of the protocol ({@code RumorConfig.classic}) or of the simulated world
 * ({@link io.hearsay.lab.experiment.LossOf}, {@link io.hearsay.lab.experiment.Space}); no protocol is written twice.
 */
@NullMarked
package io.hearsay.lab.experiment;

import org.jspecify.annotations.NullMarked;
