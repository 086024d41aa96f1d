package io.hearsay.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.OptionSpec;

/** The {@code hearsay} command; each verb is a subcommand registered here. */
@Command(
        name = "hearsay",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "VERB",
        description = "Gossip for the JVM: clusters without a coordinator.",
        commandListHeading = "%nVerbs:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:a negative answer", "2:wrong usage", "3:agent not reachable"})
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line; the result is the exit code. */
    static int run(String... args) {
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine hearsay = new CommandLine(new Main())
                .addSubcommand(AgentVerb.commandLine(System.getenv()))
                .addSubcommand(new MembersVerb())
                .addSubcommand(new InfoVerb())
                .addSubcommand(new WhyVerb())
                .addSubcommand(DoctorVerb.commandLine(System.getenv()))
                .addSubcommand(new PublishVerb(System.in))
                .addSubcommand(new ListenVerb())
                .addSubcommand(new RumorsVerb())
                .addSubcommand(new TreeVerb())
                .addSubcommand(new StateVerb())
                .addSubcommand(new GossipInfoVerb())
                .addSubcommand(new MonitorVerb())
                .addSubcommand(new QueryVerb())
                .addSubcommand(new KvVerb())
                .addSubcommand(new AgreementVerb())
                .addSubcommand(new ExchangesVerb())
                .addSubcommand(new DiffVerb())
                .addSubcommand(new RepairVerb())
                .addSubcommand(new AuditVerb())
                .addSubcommand(new JoinVerb())
                .addSubcommand(new LeaveVerb())
                .addSubcommand(new ForgetVerb())
                .addSubcommand(new KeysVerb())
                .addSubcommand(new StoreVerb())
                .addSubcommand(new DemoVerb())
                .addSubcommand(new SimVerb())
                .addSubcommand(MaelstromVerb.commandLine(System.in))
                .addSubcommand(LabVerb.commandLine())
                .addSubcommand(new BenchVerb());
        hearsay.getSubcommands().values().forEach(Main::addHelp);
        return Errors.handledBy(hearsay);
    }

    private static void addHelp(CommandLine verb) {
        verb.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .usageHelp(true)
                        .description("Show this and end.")
                        .build());
        verb.getSubcommands().values().forEach(Main::addHelp);
    }

    /** Called when no verb is given. */
    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a verb is missing; `hearsay --help` lists them");
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"hearsay " + (version == null ? "(not packaged)" : version)};
        }
    }
}
