package io.hearsay.lab.experiment;

import java.util.List;
import java.util.Map;

/**
 * What one run came to.
 *
 * @param values by measure; a measure that this run does not have is left out
 * @param curve the experiment's course, one number a cycle; may be empty
 * @param messages protocol messages sent
 * @param trace the world's hash
 */
public record Sample(Map<String, Double> values, List<Double> curve, long messages, long trace) {}
