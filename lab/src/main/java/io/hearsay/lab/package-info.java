/** The lab: scenario files and experiments, run on the simulator. */
@NullMarked
package io.hearsay.lab;

import org.jspecify.annotations.NullMarked;
