package io.hearsay.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hearsay keys}: the keys that seal what a cluster says. */
@Command(
        name = "keys",
        description = "The keys that seal what the cluster says.",
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KeysVerb.Generate.class,
            KeysListVerb.class,
            KeyOrderVerb.Install.class,
            KeyOrderVerb.Use.class,
            KeyOrderVerb.Remove.class
        })
final class KeysVerb implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a verb is missing: " + String.join(", ", spec.subcommands().keySet()));
    }

    /** {@code hearsay keys generate}. */
    @Command(name = "generate", description = "Make a new key; without FILE it is printed.")
    static final class Generate implements Callable<Integer> {
        private static final int KEY_BYTES = 32;

        @Spec
        private CommandSpec spec;

        @Parameters(
                arity = "0..1",
                paramLabel = "FILE",
                description = "Where to put it, readable by its owner alone; never written over.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            byte[] key = new byte[KEY_BYTES];
            new SecureRandom().nextBytes(key);
            String line = Base64.getEncoder().encodeToString(key) + "\n";
            if (file == null) {
                spec.commandLine().getOut().print(line);
                spec.commandLine().getOut().flush();
            } else {
                write(file, line);
            }
            return 0;
        }

        private void write(Path target, String line) {
            try {
                createPrivate(target);
                Files.writeString(target, line, StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            } catch (FileAlreadyExistsException e) {
                throw new NegativeAnswerException(
                        target + " exists already and may be in use; give another name, or remove it first");
            } catch (IOException e) {
                throw new NegativeAnswerException("cannot write " + target + " (" + e + ")");
            }
        }

        /** Private from its first moment, where the file system knows owners. */
        private static void createPrivate(Path target) throws IOException {
            if (target.getFileSystem().supportedFileAttributeViews().contains("posix"))
                Files.createFile(
                        target, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            else Files.createFile(target);
        }
    }
}
