package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Inside protocol: a chapter sees the kernel, the wire and its own parents; siblings never meet. */
class ChaptersTest {
    private static final String KERNEL = "io.hearsay";
    private static final String WIRE = "io.hearsay.wire";
    private static final String STACK = "io.hearsay.stack";
    private static final String CLUSTER = "io.hearsay.cluster";

    /** What makes a protocol run, as against what it tells: the facade shows only the latter. */
    private static final Set<String> MACHINERY =
            Set.of("io.hearsay.Protocol", "io.hearsay.Message", "io.hearsay.Timer", "io.hearsay.wire.Codec");

    @Test
    void chapters_import_only_kernel_wire_and_parents() {
        Set<JavaClass> protocol = Product.classesOf("protocol").collect(Collectors.toSet());
        List<String> violations = protocol.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency ->
                        protocol.contains(dependency.getTargetClass().getBaseComponentType()))
                .filter(dependency ->
                        !mayImport(packageOf(dependency.getOriginClass()), packageOf(dependency.getTargetClass())))
                .map(Dependency::getDescription)
                .toList();
        assertThat(violations)
                .as("a chapter reaches into another: what needs two chapters is a composite in io.hearsay.stack; "
                        + "what two chapters share is a concept for their parent package or the kernel")
                .isEmpty();
    }

    @Test
    void the_facade_sees_what_chapters_tell_and_not_how_they_work() {
        List<String> violations = Product.classesOf("protocol")
                .filter(type -> within(type.getPackageName(), CLUSTER))
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isChapter(packageOf(dependency.getTargetClass())))
                .filter(dependency ->
                        MACHINERY.stream().anyMatch(dependency.getTargetClass().getBaseComponentType()::isAssignableTo))
                .map(Dependency::getDescription)
                .toList();
        assertThat(violations)
                .as("io.hearsay.cluster may show a chapter's events and snapshots; "
                        + "ask the composite in io.hearsay.stack instead of the protocol, its messages or its timers")
                .isEmpty();
    }

    @Test
    void a_chapter_sees_kernel_wire_itself_and_its_parents() {
        assertThat(mayImport("io.hearsay.membership.swim", "io.hearsay")).isTrue();
        assertThat(mayImport("io.hearsay.membership.swim", "io.hearsay.wire")).isTrue();
        assertThat(mayImport("io.hearsay.membership.swim", "io.hearsay.membership"))
                .isTrue();
        assertThat(mayImport("io.hearsay.membership.swim", "io.hearsay.membership.swim"))
                .isTrue();
    }

    @Test
    void a_chapter_sees_neither_siblings_nor_children_nor_those_above() {
        assertThat(mayImport("io.hearsay.membership.swim", "io.hearsay.membership.watch"))
                .isFalse();
        assertThat(mayImport("io.hearsay.membership", "io.hearsay.membership.swim"))
                .isFalse();
        assertThat(mayImport("io.hearsay.membership", "io.hearsay.dissemination"))
                .isFalse();
        assertThat(mayImport("io.hearsay.membership.swim", "io.hearsay.stack")).isFalse();
        assertThat(mayImport("io.hearsay.wire", "io.hearsay.membership")).isFalse();
        assertThat(mayImport("io.hearsay", "io.hearsay.wire")).isFalse();
    }

    @Test
    void the_stack_sees_all_chapters_and_the_facade_sees_the_stack() {
        assertThat(mayImport("io.hearsay.stack", "io.hearsay.membership.swim")).isTrue();
        assertThat(mayImport("io.hearsay.stack", "io.hearsay.cluster")).isFalse();
        assertThat(mayImport("io.hearsay.cluster", "io.hearsay.stack")).isTrue();
        assertThat(mayImport("io.hearsay.cluster", "io.hearsay.membership")).isTrue();
    }

    static boolean mayImport(String from, String to) {
        if (to.equals(KERNEL) || within(from, to)) return true;
        if (from.equals(KERNEL)) return false;
        if (within(from, CLUSTER)) return true;
        if (within(from, STACK)) return !within(to, CLUSTER);
        return to.equals(WIRE);
    }

    private static boolean isChapter(String name) {
        return !name.equals(KERNEL) && !within(name, WIRE) && !within(name, STACK) && !within(name, CLUSTER);
    }

    private static boolean within(String inner, String outer) {
        return inner.equals(outer) || inner.startsWith(outer + ".");
    }

    private static String packageOf(JavaClass type) {
        return type.getBaseComponentType().getPackageName();
    }
}
