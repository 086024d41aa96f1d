package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The shape of the code: sizes, names, packages. */
class ShapeTest {
    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Manager|Helper|Utils?)|Abstract[A-Z].*");
    private static final Pattern EMPTY_PACKAGE = Pattern.compile("(.*\\.)?(utils?|common|impl|internal|model)(\\..*)?");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TODO|FIXME|XXX)\\b");

    @Test
    void no_class_is_longer_than_500_lines() {
        assertThat(mainJava().filter(file -> lines(file) > 500).map(file -> Repository.name(file) + " " + lines(file)))
                .as("too long to hold in the head: move an idea of the paper to a class or package of its own")
                .isEmpty();
    }

    @Test
    void a_composite_is_shorter_than_300_lines() {
        assertThat(Product.classesOf("protocol")
                        .filter(type -> type.getPackageName().equals("io.hearsay.stack"))
                        .filter(type -> type.isAssignableTo("io.hearsay.Protocol"))
                        .map(type -> source("protocol", type))
                        .filter(file -> lines(file) >= 300)
                        .map(file -> Repository.name(file) + " " + lines(file)))
                .as("a composite wires, it does not decide: move the decision into the chapter it belongs to")
                .isEmpty();
    }

    @Test
    void names_say_what_a_class_is() {
        assertThat(Product.classes()
                        .filter(type -> EMPTY_NAME.matcher(type.getSimpleName()).matches())
                        .map(JavaClass::getName))
                .as("call it what it is in the domain: docs/glossary.md has the words")
                .isEmpty();
    }

    @Test
    void packages_are_things_that_users_and_papers_name() {
        assertThat(Product.classes()
                        .map(JavaClass::getPackageName)
                        .distinct()
                        .filter(name -> EMPTY_PACKAGE.matcher(name).matches()))
                .as("no drawers for odds and ends: put each class beside what it serves")
                .isEmpty();
    }

    @Test
    void every_package_introduces_itself_and_is_null_marked() {
        assertThat(mainJava()
                        .filter(file -> !file.endsWith("module-info.java"))
                        .map(file -> file.resolveSibling("package-info.java"))
                        .distinct()
                        .filter(info -> !Files.exists(info)
                                || !Repository.read(info).contains("@NullMarked")
                                || !Repository.read(info).startsWith("/**"))
                        .map(Repository::name))
                .as("each package has a package-info.java with a sentence about it and @NullMarked")
                .isEmpty();
    }

    @Test
    void main_code_is_finished() {
        assertThat(mainJava()
                        .filter(file ->
                                UNFINISHED.matcher(Repository.read(file)).find())
                        .map(Repository::name))
                .as("do it, or file an issue and name its number, or explain it as a `Deviation:`")
                .isEmpty();
    }

    private static Stream<Path> mainJava() {
        return Repository.modules().stream().flatMap(module -> Repository.mainJava(module).stream());
    }

    private static long lines(Path file) {
        return Repository.read(file).lines().count();
    }

    private static Path source(String module, JavaClass type) {
        String path = Product.outermost(type).getName().replace('.', '/') + ".java";
        return Repository.root().resolve(module).resolve("src/main/java").resolve(path);
    }
}
