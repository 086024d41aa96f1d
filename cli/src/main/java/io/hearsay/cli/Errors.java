package io.hearsay.cli;

import io.hearsay.agent.config.ConfigException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one message on stderr and the exit code that fits. */
final class Errors {
    static final int NEGATIVE = 1;
    static final int WRONG_USAGE = 2;
    static final int UNREACHABLE = 3;

    private Errors() {}

    static CommandLine handledBy(CommandLine commandLine) {
        return commandLine
                .setParameterExceptionHandler(Errors::wrongUsage)
                .setExecutionExceptionHandler(Errors::failed);
    }

    /** The message and where the usage stands; the usage itself would push the message off the screen. */
    private static int wrongUsage(ParameterException e, String[] args) {
        CommandLine verb = e.getCommandLine();
        PrintWriter err = verb.getErr();
        err.println("hearsay: " + e.getMessage());
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("`" + verb.getCommandSpec().qualifiedName() + " --help` shows the usage");
        return WRONG_USAGE;
    }

    private static int failed(Exception e, CommandLine verb, ParseResult parsed) {
        PrintWriter err = verb.getErr();
        if (e instanceof AgentUnreachableException) return say(err, e, UNREACHABLE);
        if (e instanceof NegativeAnswerException) return say(err, e, NEGATIVE);
        if (e instanceof ConfigException) return say(err, e, WRONG_USAGE);
        err.println("hearsay: this is a bug, please report it");
        e.printStackTrace(err);
        return NEGATIVE;
    }

    private static int say(PrintWriter err, Exception e, int code) {
        err.println("hearsay: " + e.getMessage());
        return code;
    }
}
