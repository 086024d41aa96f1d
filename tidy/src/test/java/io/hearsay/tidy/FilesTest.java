package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no committed file may contain. */
class FilesTest {
    /** Written with [.] so that this file does not match itself. */
    private static final Pattern REGISTRY =
            Pattern.compile("repo1?[.]maven[.]|[.]sonatype[.](org|com)|maven[.]google[.]"
                    + "|plugins[.]gradle[.]|jitpack[.]io|repo[.]spring[.]|registry[.]npmjs|pypi[.]org|pythonhosted[.]org"
                    + "|crates[.]io|rubygems[.]org|proxy[.]golang[.]");

    private static final Pattern MACHINE_PATH = Pattern.compile("(?<![\\w./~-])/(home|Users|root|work)/\\w");

    @Test
    void no_file_names_a_package_registry() {
        assertThat(containing(REGISTRY))
                .as("where packages come from is the business of who builds: leave the host to their settings")
                .isEmpty();
    }

    @Test
    void no_file_names_a_place_on_one_machine() {
        assertThat(containing(MACHINE_PATH))
                .as("write the path relative to the repository, or take it from the environment")
                .isEmpty();
    }

    @Test
    void the_patterns_bite() {
        assertThat(REGISTRY.matcher(String.join(".", "https://repo1", "maven", "org"))
                        .find())
                .isTrue();
        assertThat(MACHINE_PATH.matcher("cd " + "/home" + "/me/hearsay").find()).isTrue();
        assertThat(MACHINE_PATH.matcher("GET " + "/v1/home/x").find()).isFalse();
    }

    private static Stream<String> containing(Pattern unwanted) {
        return Repository.committed().stream().flatMap(file -> {
            String text = Repository.read(file);
            return unwanted.matcher(text).results().map(match -> Repository.name(file) + ": " + match.group());
        });
    }
}
