package io.hearsay.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hearsay.agent.AgentConfig;
import io.hearsay.agent.api.Diagnosis;
import io.hearsay.agent.api.Json;
import io.hearsay.agent.config.Setting;
import io.hearsay.cli.AgentClient.Reply;
import io.hearsay.node.Doctor;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** {@code hearsay doctor}: of the agent that runs, or, with an agent's own flags, of one that does not run yet. */
@Command(
        name = "doctor",
        sortOptions = false,
        description = {
            "Look why a node does not meet its cluster: each step with its finding.",
            "Without further flags it asks the agent that runs. With --cluster (or --config) and the flags that an agent"
                    + " would get it looks from here, and no agent need run."
        },
        footer = {"", "Exit code 1: something is bad."})
final class DoctorVerb extends ClientVerb {
    private static final Set<Setting> LOOKED_AT = EnumSet.of(
            Setting.CLUSTER,
            Setting.KEY_FILE,
            Setting.SECURITY,
            Setting.DATA_DIR,
            Setting.JOIN,
            Setting.BIND,
            Setting.ADVERTISE,
            Setting.MTU);

    private final Map<String, String> environment;

    private DoctorVerb(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The verb with the flags of an agent that it looks at. */
    static CommandLine commandLine(Map<String, String> environment) {
        return new CommandLine(
                AgentFlags.addTo(CommandSpec.forAnnotatedObject(new DoctorVerb(environment)), LOOKED_AT));
    }

    @Override
    int ask(AgentClient agent) {
        if (AgentFlags.anyOf(LOOKED_AT, flags())) return look();
        try {
            Reply reply = agent.get("/v1/doctor");
            int code = show(reply, Diagnosis.class, this::print);
            return code != 0 || reply.as(Diagnosis.class).healthy() ? code : Errors.NEGATIVE;
        } catch (AgentUnreachableException e) {
            throw new AgentUnreachableException(
                    e.getMessage() + "; or look from here: hearsay doctor --cluster NAME --key-file FILE --join SEED",
                    e);
        }
    }

    private int look() {
        AgentConfig config = AgentConfig.from(AgentFlags.read(flags(), environment, LOOKED_AT));
        Diagnosis diagnosis = Diagnosis.of(config.cluster().cluster(), "", Doctor.beforeStart(config.cluster()));
        if (isJson()) out().println(new String(Json.write(diagnosis), UTF_8));
        else print(diagnosis);
        return diagnosis.healthy() ? 0 : Errors.NEGATIVE;
    }

    private void print(Diagnosis diagnosis) {
        Table table = new Table(ink(), "", "STEP", "WHAT", "FINDING");
        for (Diagnosis.Step step : diagnosis.steps())
            table.row(mark(step.grade()), step.step(), step.subject(), step.finding());
        table.lines().forEach(out()::println);
        out().println(
                        diagnosis.healthy()
                                ? ink().good("nothing is wrong") + doubts(diagnosis)
                                : ink().bad("something is wrong: !!"));
    }

    private static String doubts(Diagnosis diagnosis) {
        boolean doubts =
                diagnosis.steps().stream().anyMatch(step -> step.grade().equals("doubtful"));
        return doubts ? "; ?? may be meant so" : "";
    }

    private String mark(String grade) {
        return switch (grade) {
            case "good" -> ink().good("ok");
            case "doubtful" -> ink().doubtful("??");
            default -> ink().bad("!!");
        };
    }
}
