/** Whole-run benchmarks with their definitions, comparable with other systems' figures. */
@NullMarked
package io.hearsay.bench;

import org.jspecify.annotations.NullMarked;
