/**
 * What a topic promises beyond the broadcast under it: the order in which events are handed up, and a word for each
 * gap.
 *
 * <p><b>Problem.</b> Rumors bring each event to everybody once, in whatever order. Some users need a publisher's events
 * in its order, some need no effect before its cause, and all want to hear of what they did not get.
 *
 * <p><b>Papers.</b> Birman, Joseph, <i>Reliable communication in the presence of failures</i>, TOCS 1987 (fbcast,
 * cbcast). Hadzilacos, Toueg, <i>Fault-tolerant broadcasts and related problems</i>, 1993, sections 3.1 to 3.3: FIFO
 * and causal order as layers over a reliable broadcast.
 *
 * <pre>
 *   publish ─▶ stamp(contract, number in topic, past) ─▶ broadcast ─▶ hold until what comes before is there ─▶ Delivered
 *                                                                     │ not within the hold time
 *                                                                     └────────────▶ Gap, then Delivered
 * </pre>
 *
 * <p>The stamp travels before the payload; the broadcast does not look at it. It says under which contract its
 * publisher publishes, and that alone decides how the event is handed up: a listener may only refuse another contract
 * than the one it wants.
 *
 * <ul>
 *   <li>FIFO: an event waits until all earlier ones of its publisher in this topic are delivered or given up.
 *   <li>Causal: it waits, besides, for the past that its publisher had seen in this topic: the latest event of each
 *       other publisher. Deviation: of that vector only what is younger than the window is sent, for nobody could get
 *       what is older any more; so it does not grow with publishers that come and go.
 *   <li>Given up is what has not come within the hold time after something that follows it: a gap is said in its place,
 *       and if it comes after that, it is dropped. So the order is never broken, and nobody waits for ever.
 * </ul>
 */
@NullMarked
package io.hearsay.dissemination.topic;

import org.jspecify.annotations.NullMarked;
