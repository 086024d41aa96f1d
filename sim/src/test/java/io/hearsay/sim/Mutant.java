package io.hearsay.sim;

import io.hearsay.stack.ClusterNode;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.NullMarked;

/**
 * The production code with one of its lines changed, in a class loader of its own: how a test switches a rule off that
 * no configuration does.
 */
final class Mutant implements AutoCloseable {
    private static final Path SOURCES = Path.of("../protocol/src/main/java/io/hearsay");

    private final URLClassLoader loader;

    /**
     * Compiles the changed class and puts it before the real one.
     *
     * @param folder for the compiled class
     * @param file below {@code io/hearsay}
     * @param line a text that stands in the file once
     */
    Mutant(Path folder, String file, String line, String instead) throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        Assertions.assertThat(source.split(Pattern.quote(line), -1))
                .as("'" + line + "' stands in " + file + " once")
                .hasSize(2);
        Path changed = folder.resolve(SOURCES.resolve(file).getFileName());
        Files.writeString(changed, source.replace(line, instead));
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(changed, classes);
        List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (Class<?> each : List.of(ClusterNode.class, World.class, Mutant.class, NullMarked.class, Assertions.class))
            path.add(origin(each));
        loader = new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL origin(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    private static void compile(Path source, Path classes) throws MalformedURLException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = origin(ClusterNode.class).getPath()
                + File.pathSeparator
                + origin(NullMarked.class).getPath();
        StringWriter errors = new StringWriter();
        List<String> options = List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", path);
        boolean compiled = compiler.getTask(
                        errors,
                        null,
                        null,
                        options,
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        Assertions.assertThat(compiled).as(errors.toString()).isTrue();
    }

    /** An object of a class of these tests, as it is with the changed code. */
    <T> T make(Class<? extends T> type, Class<T> as) {
        try {
            return as.cast(
                    loader.loadClass(type.getName()).getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.toString(), e);
        }
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
