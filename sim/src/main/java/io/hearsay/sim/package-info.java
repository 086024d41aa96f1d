/** The simulator: the production protocols on virtual time and a virtual network, repeatable from a seed. */
@NullMarked
package io.hearsay.sim;

import org.jspecify.annotations.NullMarked;
