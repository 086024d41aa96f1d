package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What users read: the public types of the exported packages of protocol. */
public class JavadocTest {

    @Test
    void every_public_type_of_an_exported_package_has_javadoc() throws IOException {
        assertThat(undocumented(exported()))
                .as("say in one sentence, in the domain's words, what it is; then guarantees, bounds, thread rule")
                .isEmpty();
    }

    @Test
    void the_scan_sees_what_it_claims_to_see() throws IOException {
        Path here = Repository.root().resolve("tidy/src/test/java/io/hearsay/tidy/JavadocTest.java");
        assertThat(undocumented(List.of(here))).containsExactly("JavadocTest.Bare in JavadocTest.java");
    }

    /** A sample: public and without Javadoc is only {@link Bare}. */
    public interface Documented {}

    @SuppressWarnings("unused")
    public interface Bare {}

    private static List<Path> exported() {
        Path sources = Repository.root().resolve("protocol/src/main/java");
        Set<String> packages = Pattern.compile("exports ([\\w.]+)")
                .matcher(Repository.read(sources.resolve("module-info.java")))
                .results()
                .map((MatchResult match) -> match.group(1).replace('.', '/'))
                .collect(Collectors.toSet());
        return Repository.mainJava("protocol").stream()
                .filter(file ->
                        packages.contains(sources.relativize(file.getParent()).toString()))
                .toList();
    }

    private static List<String> undocumented(List<Path> files) throws IOException {
        List<String> found = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask parser = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            DocTrees docs = DocTrees.instance(parser);
            for (CompilationUnitTree unit : parser.parse()) new Undocumented(docs, found).scan(unit, null);
        }
        return found;
    }

    private static final class Undocumented extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final List<String> found;
        private final Deque<ClassTree> enclosing = new ArrayDeque<>();

        Undocumented(DocTrees docs, List<String> found) {
            this.docs = docs;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            if (type.getSimpleName().isEmpty()) return null; // an anonymous one, which nobody reads of
            ClassTree outer = enclosing.peek();
            boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                    || (outer != null && outer.getKind() == Tree.Kind.INTERFACE);
            if (isPublic && docs.getDocComment(getCurrentPath()) == null) {
                Path file = Path.of(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName());
                String name = (outer == null ? "" : outer.getSimpleName() + ".") + type.getSimpleName();
                found.add(name + " in " + file.getFileName());
            }
            if (!isPublic) return null;
            enclosing.push(type);
            super.visitClass(type, null);
            enclosing.pop();
            return null;
        }
    }
}
