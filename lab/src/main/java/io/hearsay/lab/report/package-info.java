/** What the lab shows people: one HTML file with everything in it, for any browser, without a network. */
@NullMarked
package io.hearsay.lab.report;

import org.jspecify.annotations.NullMarked;
