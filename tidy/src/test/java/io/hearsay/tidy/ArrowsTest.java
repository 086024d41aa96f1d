package io.hearsay.tidy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The arrows between modules, as docs/architecture.md draws them. */
class ArrowsTest {
    /** Which modules a module may depend on, by directory. `tidy` sees everything. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("protocol", Set.of()),
            Map.entry("sim", Set.of("protocol")),
            Map.entry("lab", Set.of("sim")),
            Map.entry("node", Set.of("protocol")),
            Map.entry("store-rocksdb", Set.of("node")),
            Map.entry("agent", Set.of("node", "store-rocksdb")),
            Map.entry("bench", Set.of("node", "sim")),
            Map.entry("cli", Set.of("agent", "lab", "bench")),
            Map.entry("examples", Set.of("node", "sim")),
            Map.entry("interop-memberlist", Set.of("protocol")),
            Map.entry("interop-cassandra", Set.of("protocol")));

    @Test
    void modules_depend_along_the_arrows() {
        List<String> violations = new ArrayList<>();
        for (Pom pom : poms()) {
            if (pom.module().equals("tidy")) continue;
            Set<String> allowed = ARROWS.get(pom.module());
            if (allowed == null) violations.add(pom.module() + " is not drawn in docs/architecture.md and ARROWS");
            else
                for (Pom.Dependency dependency : pom.dependencies())
                    if (dependency.groupId().equals("io.hearsay") && !allowed.contains(moduleOf(dependency)))
                        violations.add(pom.module() + " -> " + moduleOf(dependency));
        }
        assertThat(violations)
                .as("a dependency against the arrows: move the code to the module that may see both, "
                        + "or change the arrows in docs/architecture.md and here, in one commit")
                .isEmpty();
    }

    @Test
    void protocol_and_sim_bring_no_library_along() {
        List<String> violations = new ArrayList<>();
        for (Pom pom : poms())
            if (pom.module().equals("protocol") || pom.module().equals("sim"))
                for (Pom.Dependency dependency : pom.dependencies())
                    if (!dependency.groupId().equals("io.hearsay")
                            && !dependency.scope().equals("test"))
                        violations.add(pom.module() + " -> " + dependency.groupId() + ":" + dependency.artifactId());
        assertThat(violations)
                .as("protocol and sim stand on the JDK alone: write the few lines needed, or let lab or node do it")
                .isEmpty();
    }

    @Test
    void a_package_lives_in_one_module() {
        Map<String, Set<String>> modulesByPackage = Product.classes()
                .collect(groupingBy(
                        JavaClass::getPackageName, TreeMap::new, mapping(Product::module, toCollection(TreeSet::new))));
        modulesByPackage.values().removeIf(modules -> modules.size() == 1);
        assertThat(modulesByPackage)
                .as("split packages do not load as modules: rename the package in all but one module")
                .isEmpty();
    }

    private static List<Pom> poms() {
        return Repository.modules().stream().map(Pom::of).toList();
    }

    private static String moduleOf(Pom.Dependency dependency) {
        return poms().stream()
                .filter(pom -> pom.artifactId().equals(dependency.artifactId()))
                .findFirst()
                .map(Pom::module)
                .orElse(dependency.artifactId());
    }
}
