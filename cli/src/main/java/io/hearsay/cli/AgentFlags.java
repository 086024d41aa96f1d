package io.hearsay.cli;

import io.hearsay.agent.config.ConfigException;
import io.hearsay.agent.config.Setting;
import io.hearsay.agent.config.Setting.Shape;
import io.hearsay.agent.config.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The flags of {@code hearsay agent}: one for each setting, made from the table. */
final class AgentFlags {
    private AgentFlags() {}

    /** Adds the flags of these settings, and {@code --config}, to a verb. */
    static CommandSpec addTo(CommandSpec verb, Set<Setting> settings) {
        verb.addOption(OptionSpec.builder("--config")
                .paramLabel("FILE")
                .type(Path.class)
                .description("A YAML file of settings; HEARSAY_... variables stand above it, flags above both.")
                .build());
        for (Setting setting : settings) verb.addOption(option(setting));
        return verb;
    }

    private static OptionSpec option(Setting setting) {
        OptionSpec.Builder option = OptionSpec.builder(setting.flag()).description(description(setting));
        if (setting.flagStandsFor().isPresent())
            return option.type(boolean.class).arity("0").build();
        option.paramLabel(setting.placeholder()).arity("1");
        return isRepeatable(setting)
                ? option.type(List.class).auxiliaryTypes(String.class).build()
                : option.type(String.class).build();
    }

    private static String description(Setting setting) {
        String fallback =
                setting.fallback().isEmpty() || setting.flagStandsFor().isPresent()
                        ? ""
                        : " Default: " + setting.fallback() + ".";
        // picocli reads % as a format and ${ as a variable; neither occurs, and this keeps it so.
        return (setting.description() + fallback).replace("%", "%%").replace("$", "$$");
    }

    private static boolean isRepeatable(Setting setting) {
        return setting.shape() == Shape.LIST || setting.shape() == Shape.MAP;
    }

    /** Whether one of these flags, or {@code --config}, was given. */
    static boolean anyOf(Set<Setting> settings, ParseResult flags) {
        return flags.hasMatchedOption("--config")
                || settings.stream().anyMatch(setting -> flags.hasMatchedOption(setting.flag()));
    }

    /**
     * What the file, the environment and the flags of these settings say together; {@link ConfigException} says what is
     * wrong.
     */
    static Settings read(ParseResult flags, Map<String, String> environment, Set<Setting> settings) {
        Map<Setting, List<String>> given = new EnumMap<>(Setting.class);
        for (Setting setting : settings) {
            OptionSpec option = flags.matchedOption(setting.flag());
            if (option != null)
                given.put(setting, setting.flagStandsFor().map(List::of).orElseGet(option::originalStringValues));
        }
        Path file = flags.matchedOptionValue("--config", null);
        return Settings.of(Optional.ofNullable(file), environment, given);
    }
}
