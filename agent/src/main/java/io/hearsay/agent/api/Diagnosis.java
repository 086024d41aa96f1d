package io.hearsay.agent.api;

import io.hearsay.node.Finding;
import java.util.List;
import java.util.Locale;

/**
 * What is well and what is not, step by step: {@code GET /v1/doctor}.
 *
 * @param agent the name of the agent that was asked; empty if none runs
 * @param healthy whether nothing is bad
 */
public record Diagnosis(String cluster, String agent, boolean healthy, List<Step> steps) {

    /**
     * One step.
     *
     * @param step {@code cluster}, {@code key}, {@code clock}, {@code listen}, {@code resolve}, {@code tcp},
     *     {@code udp}, {@code mtu}; of an agent also {@code agent}, {@code strangers}, {@code clocks}
     * @param subject what was looked at
     * @param grade {@code good}, {@code doubtful} or {@code bad}
     * @param finding what was found, and what to do about it
     */
    public record Step(String step, String subject, String grade, String finding) {}

    /** These findings together. */
    public static Diagnosis of(String cluster, String agent, List<Finding> findings) {
        return new Diagnosis(
                cluster,
                agent,
                findings.stream().noneMatch(finding -> finding.grade() == Finding.Grade.BAD),
                findings.stream()
                        .map(finding -> new Step(
                                finding.step(),
                                finding.subject(),
                                finding.grade().name().toLowerCase(Locale.ROOT),
                                finding.text()))
                        .toList());
    }
}
