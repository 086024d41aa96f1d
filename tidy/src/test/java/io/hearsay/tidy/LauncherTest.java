package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import io.hearsay.tidy.Shell.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script ./hearsay. */
class LauncherTest {
    @TempDir
    private Path scratch;

    @Test
    void runs_through_a_link_and_from_another_directory() throws Exception {
        Path link = Files.createSymbolicLink(
                scratch.resolve("with space"), Repository.root().resolve("hearsay"));
        Ended ended = Shell.run(scratch, Map.of("LINK", link.toString()), "cd /; \"$LINK\" --version; rm \"$LINK\"");
        assertThat(ended.stdout()).as(ended.stderr()).startsWith("hearsay ");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void hands_on_arguments_and_the_exit_code() throws Exception {
        Ended ended = Shell.run(scratch, Map.of(), "./hearsay 'no such  verb'");
        assertThat(ended.stderr()).contains("'no such  verb'");
        assertThat(ended.exitCode()).isEqualTo(2);
    }

    @Test
    void hands_java_options_to_java() throws Exception {
        Ended ended = Shell.run(scratch, Map.of("JAVA_OPTS", "-Xmx64m -XshowSettings:vm"), "./hearsay --version");
        assertThat(ended.stdout() + ended.stderr()).contains("64.00M");
    }

    @Test
    void says_that_java_home_has_no_java() throws Exception {
        Ended ended = Shell.run(scratch, Map.of("JAVA_HOME", scratch.toString()), "./hearsay --version");
        assertThat(ended.stderr())
                .contains("JAVA_HOME is " + scratch)
                .contains("no bin/java")
                .contains("17 or newer");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void refuses_an_old_java_by_its_version() throws Exception {
        Ended ended = Shell.run(scratch, Map.of("JAVA_HOME", fakeJava("11.0.2").toString()), "./hearsay --version");
        assertThat(ended.stderr()).contains("Java 11.0.2").contains("needs 17 or newer");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    private Path fakeJava(String version) throws IOException {
        Path home = Files.createDirectories(scratch.resolve("jdk"));
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nexit 99\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
