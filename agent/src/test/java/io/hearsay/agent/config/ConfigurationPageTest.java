package io.hearsay.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The reference page says what the code does. */
class ConfigurationPageTest {
    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    private static final Path PAGE = Path.of("../docs/guide/configuration.md");

    @Test
    void the_page_holds_the_table_of_settings() throws IOException {
        assertThat(Files.readString(PAGE))
                .as("paste this table into docs/guide/configuration.md:\n%s", table())
                .contains(table());
    }

    @Test
    void examples_on_the_page_are_read_without_complaint() throws IOException {
        List<String> examples = YAML.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(examples).isNotEmpty();
        for (String example : examples)
            assertThat(ConfigFile.parse("example", example)).isNotEmpty();
    }

    private static String table() {
        return "| key | flag | variable | default | what it says |\n| --- | --- | --- | --- | --- |\n"
                + Stream.of(Setting.values()).map(ConfigurationPageTest::row).collect(Collectors.joining("\n"));
    }

    private static String row(Setting setting) {
        String value = setting.flagStandsFor().isPresent() ? "" : " " + setting.placeholder();
        return "| `" + setting.key() + "` | `" + (setting.flag() + value).replace("|", "\\|") + "` | `"
                + setting.variable() + "` | " + setting.fallback() + " | "
                + setting.description().replace("|", "\\|") + " |";
    }
}
