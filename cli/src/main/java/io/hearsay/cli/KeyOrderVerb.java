package io.hearsay.cli;

import io.hearsay.agent.api.KeyInstallRequest;
import io.hearsay.agent.api.KeyReply;
import io.hearsay.agent.api.KeyRequest;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.node.KeyFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An order about a key, given to the whole cluster, and how far it has come. */
abstract class KeyOrderVerb extends ClientVerb {

    /** Gives the order; {@code done} is what has happened to the key, {@code next} what to do next, if anything. */
    int order(AgentClient agent, String path, Object request, String done, String next) {
        return show(agent.post("/v1/keys/" + path, request), KeyReply.class, reply -> print(reply, done, next));
    }

    private void print(KeyReply reply, String done, String next) {
        out().println("key " + reply.fingerprint() + " is " + done + "; confirmed by "
                + String.join(", ", reply.confirmedBy()));
        List<String> told = reply.awaited().stream()
                .filter(name -> !reply.lockedOut().contains(name))
                .toList();
        if (!told.isEmpty())
            out().println("not yet confirmed by " + String.join(", ", told)
                    + "; they are told when they can be reached");
        if (!reply.lockedOut().isEmpty())
            out().println(ink().bad("locked out: " + String.join(", ", reply.lockedOut()))
                    + "; restart them with a key file that holds a key in use");
        if (reply.awaited().isEmpty() && !next.isEmpty()) out().println("next: " + next + reply.fingerprint());
    }

    /** {@code hearsay keys install}. */
    @Command(name = "install", description = "Have all members open what is sealed with one more key.")
    static final class Install extends KeyOrderVerb {
        @Parameters(paramLabel = "FILE", description = "A key file with the new key alone.")
        private Path file;

        @Override
        int ask(AgentClient agent) {
            String key = Base64.getEncoder().encodeToString(onlyKey());
            return order(agent, "install", new KeyInstallRequest(key), "installed", "hearsay keys use ");
        }

        private byte[] onlyKey() {
            try {
                List<byte[]> keys = KeyFile.read(file);
                if (keys.size() == 1) return keys.get(0);
                throw wrongUsage(file + " holds " + keys.size() + " keys; give a file with the new one alone");
            } catch (IllegalArgumentException | UncheckedIOException e) {
                throw wrongUsage(String.valueOf(e.getMessage()));
            }
        }
    }

    /** {@code hearsay keys use}. */
    @Command(name = "use", description = "Have all members seal with this key, which all of them hold.")
    static final class Use extends KeyOrderVerb {
        @Parameters(paramLabel = "FINGERPRINT", description = "The key, as `hearsay keys list` shows it.")
        private String fingerprint;

        @Override
        int ask(AgentClient agent) {
            return order(agent, "use", request(fingerprint, false), "in use", "");
        }
    }

    /** {@code hearsay keys remove}. */
    @Command(name = "remove", description = "Have all members drop a key that none of them seals with.")
    static final class Remove extends KeyOrderVerb {
        @Parameters(paramLabel = "FINGERPRINT", description = "The key, as `hearsay keys list` shows it.")
        private String fingerprint;

        @Option(
                names = "--force",
                description = "Although a member, maybe a dead one, still needs it; says who is locked out.")
        private boolean force;

        @Override
        int ask(AgentClient agent) {
            return order(agent, "remove", request(fingerprint, force), "removed", "");
        }
    }

    KeyRequest request(String fingerprint, boolean force) {
        try {
            return new KeyRequest(KeyRing.fingerprint(KeyRing.ofFingerprint(fingerprint)), force);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(String.valueOf(e.getMessage()));
        }
    }
}
