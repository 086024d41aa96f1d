/**
 * Epidemics on arrays: a byte a node or less, for sizes that no simulation of objects reaches.
 *
 * <p>Not a second implementation of a protocol but the classic model of one, validated against the production classes
 * in the simulator ({@code lab spread} and {@code lab rumor}) at n = 10³..10⁵ by tests.
 */
@NullMarked
package io.hearsay.lab.large;

import org.jspecify.annotations.NullMarked;
