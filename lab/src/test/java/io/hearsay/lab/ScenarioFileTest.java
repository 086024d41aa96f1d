package io.hearsay.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hearsay.sim.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ScenarioFileTest {

    private static Scenario parse(String text) {
        return ScenarioFile.parse("x.yaml", text, 1, OptionalInt.empty());
    }

    private static void fails(String text, String message) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(message);
    }

    private static void stepFails(String step, String message) {
        fails("name: x\nend: 10s\nsteps:\n  - at: 1s\n    " + step.replace("\n", "\n    "), message);
    }

    @Test
    void reads_everything_that_a_scenario_can_say() {
        Scenario scenario = parse("""
                name: everything
                about: All verbs.
                nodes: 7
                profile: local
                start: {seeds: chain, within: 2s}
                network:
                  latency: lognormal 1ms 0.5
                  loss: 1%
                  duplicate: 0.01
                  reorder: 2%
                  by: 50ms
                steps:
                  - at: 1s
                    partition: [first 50%, [n5, n7]]
                  - heal: all
                  - calm: all
                  - loss: 10%
                  - duplicate: 1%
                  - {reorder: 1%, by: 10ms}
                  - latency: 1ms..2ms
                  - cut: {from: n1, to: all but n1}
                  - clog: {from: n1, to: n2}
                  - reject: {from: n1, to: n2}
                  - reject-streams: {from: n1, to: n2}
                  - restore: {from: n1, to: n2}
                  - {lossy: {from: n1, to: n2}, loss: 50%}
                  - {slow: {from: n1, to: n2}, latency: exponential 1ms +2ms}
                  - at: 2s
                    crash: n3
                  - crash-host: n4
                  - start: all
                  - {restart: random 2, disk: wiped, clock: -1y, address: new}
                  - {pause: n2..n3, for: 3s}
                  - {stall: last 10%, for: 16s, awake: 1ms, during: 2min}
                  - {clock-rate: n2, rate: 0.5}
                  - {handler-cost: n2, cost: 10us}
                  - {rebind: n2, for: 200ms}
                  - move: n5
                  - {disk: n1, state: full}
                  - leave: n6
                  - {forget: n6, by: random 1}
                  - {expect: one view, within: 5s}
                  - {expect: dead, of: n3, within: 5s}
                  - {expect: removed, of: n6}
                  - {forbid: deaths, for: 1s}
                end: 10s
                """);

        assertThat(scenario.name()).isEqualTo("everything");
        assertThat(scenario.nodes()).isEqualTo(7);
        assertThat(scenario.length()).isEqualTo(Duration.ofSeconds(10));
        assertThat(scenario.steps()).hasSize(31);
        assertThat(scenario.steps().get(0)).hasToString("{at: 1s, partition: [first 50%, [n5, n7]]}");
        assertThat(scenario.steps().get(30).at()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void the_command_line_has_the_last_word_on_the_number_of_nodes() {
        Scenario scenario = ScenarioFile.parse("x.yaml", "name: x\nnodes: 3\nend: 1s", 1, OptionalInt.of(5));
        assertThat(scenario.nodes()).isEqualTo(5);
        assertThatThrownBy(() -> ScenarioFile.parse("x.yaml", "name: x\nend: 1s", 1, OptionalInt.of(0)))
                .hasMessage("--nodes must be 1..100000, was 0");
    }

    @Test
    void what_is_wrong_is_named_with_file_and_line() {
        fails("", "x.yaml is empty; a scenario has at least 'name' and 'end'");
        fails("- a", "x.yaml:1 a scenario must be keys and values, was a list");
        fails("name: x\n", "x.yaml:1 a scenario needs 'end'");
        fails("name: x\nend: soon", "x.yaml:2 end must be " + Quantity.DURATIONS + "; was 'soon'");
        fails("name: x\nnodes: 0\nend: 1s", "x.yaml:2 nodes must be 1..100000; was '0'");
        fails("name: x\nname: y", "x.yaml:2 repeats 'name'; keep one");
        fails("name: x\nprofile: moon\nend: 1s", "x.yaml:2 profile must be lan, wan or local; was 'moon'");
        fails("name: x\nend: 1s\nnetwork: {los: 1%}", "x.yaml:3 network has no key 'los'; known are ");
        fails("name: x\nend: 1s\nsteps: now", "x.yaml:3 steps must be a list, was 'now'");
    }

    @Test
    void a_step_that_is_wrong_is_named_with_file_and_line() {
        stepFails("crash: x", "x.yaml:5 crash must be " + NodesText.ALLOWED + "; was 'x'");
        stepFails("loss: 110%", "x.yaml:5 loss must be 0%..100% or 0..1; was '110%'");
        stepFails("pause: n1", "x.yaml:4 a step needs 'for'");
        stepFails(
                "expect: peace",
                "x.yaml:5 expect must be one view or rest or alive or suspect or dead or removed; was 'peace'");
        stepFails("crash: n1\ncolour: red", "x.yaml:6 a step has no key 'colour'; known are at, crash");
        stepFails("cut: {from: n1}", "x.yaml:5 cut needs 'to'");
        stepFails("latency: fast", "x.yaml:5 latency must be " + Quantity.LATENCIES + "; was 'fast'");
        assertThatThrownBy(() -> parse("name: x\nend: 1s\nsteps:\n  - at: 1s\n    explode: n1"))
                .hasMessageStartingWith("x.yaml:4 a step needs one of partition, heal, ")
                .hasMessageEndingWith("; has at, explode");
        fails(
                "name: x\nend: 1s\nsteps:\n  - {at: 2s, crash: n1}",
                "x.yaml:4 a step must come before the end of PT1S, was at PT2S");
    }

    @Test
    void a_file_that_is_not_there_or_no_yaml_is_said_so() {
        assertThatThrownBy(() -> ScenarioFile.read(Path.of("/nowhere.yaml"), 1, OptionalInt.empty()))
                .hasMessage("there is no file /nowhere.yaml; give the path of a scenario, a YAML file");
        assertThatThrownBy(() -> parse("name: [x")).hasMessageStartingWith("x.yaml:1 is not YAML: ");
        fails("name: x\nend: 1s\n---\nname: y", "x.yaml:4 starts a second document; a scenario is one");
        fails("name: &a x\nabout: *a\nend: 1s", "x.yaml:2 is an alias; write the value out");
    }

    @Test
    void a_node_that_is_not_there_is_said_so_before_the_run() {
        assertThatThrownBy(() -> SimRun.run(Path.of("swim/crash.yaml"), 1, OptionalInt.of(3)))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(
                        "swim/crash.yaml cannot be run: a step needs 4 nodes or more, there are 3: {at: 10s, crash: n4}");
    }
}
