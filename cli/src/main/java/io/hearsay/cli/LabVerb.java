package io.hearsay.cli;

import io.hearsay.lab.experiment.Experiment;
import io.hearsay.lab.experiment.Experiments;
import io.hearsay.lab.experiment.LabException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code hearsay lab}: numbers before you deploy. */
@Command(
        name = "lab",
        description = "Numbers before you deploy: experiments with the production protocols, on virtual time.",
        synopsisSubcommandLabel = "EXPERIMENT")
final class LabVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    private LabVerb() {}

    static CommandLine commandLine() {
        CommandLine lab = new CommandLine(new LabVerb());
        for (Experiment each : Experiments.all()) lab.addSubcommand(ExperimentVerb.commandLine(each));
        return lab.addSubcommand(new PapersVerb())
                .addSubcommand(new PlanVerb())
                .addSubcommand(new SweepVerb())
                .addSubcommand(new ModelVerb());
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "an experiment is missing: "
                        + String.join(", ", spec.subcommands().keySet()));
    }

    /** Says that a wish cannot be fulfilled, as wrong usage. */
    static ParameterException refused(CommandSpec spec, LabException e) {
        return new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
}
