/** What measures is tested like what runs. */
@NullMarked
package io.hearsay.bench;

import org.jspecify.annotations.NullMarked;
