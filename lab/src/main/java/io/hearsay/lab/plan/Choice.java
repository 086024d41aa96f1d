package io.hearsay.lab.plan;

import java.util.List;

/**
 * What a planner chose.
 *
 * @param shortfalls the wishes that these knobs do not fulfil; empty if they fulfil all
 */
public record Choice(Wish wish, Knobs knobs, Forecast forecast, List<Shortfall> shortfalls) {}
