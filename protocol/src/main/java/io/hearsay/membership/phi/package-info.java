/**
 * Phi accrual failure detection: how suspicious is this silence, given how its subject used to talk?
 *
 * <p><b>Problem.</b> A fixed time-out is too long for the steady and too short for the jittery. Here each subject's own
 * arrivals say what silence is unusual, and the answer is a level, not a verdict: who acts on it chooses the threshold.
 *
 * <p><b>Paper.</b> Hayashibara, Défago, Yared, Katayama, <i>The phi accrual failure detector</i>, SRDS 2004.
 *
 * <pre>
 *   subject ── anything ──▶ heard(subject, now)           its interval goes into a window of the last 1,000
 *   each round              interpret(now)                whose silence has passed the threshold
 *   subject ── anything ──▶ heard(subject, now) = true    was suspected, and is back
 *
 *   phi(t) = -log10 P(an interval is longer than t)       threshold 8: one wrong suspicion in 10^8 intervals, if the form fits
 * </pre>
 *
 * <p>A detector has no messages and no timers: whoever owns it feeds it with the arrival of whatever comes from the
 * subject, and asks. {@link io.hearsay.membership.phi.PhiForm} has the forms of the tail.
 * {@link io.hearsay.membership.phi.Heartbeats} keeps a view with one, without messages of its own: its heartbeats are
 * the versions of members' states.
 *
 * <p>Deviation: a window is filled from the first arrival on by one made-up interval, a floor keeps sigma from
 * vanishing, and a pause may be added to the mean; the paper says nothing of the start and of subjects without jitter.
 *
 * <p>Deviation: after a pause of its own a detector convicts nobody for as long as its tolerance (Cassandra).
 */
@NullMarked
package io.hearsay.membership.phi;

import org.jspecify.annotations.NullMarked;
