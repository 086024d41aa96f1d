package io.hearsay.tidy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.stream.Stream;

/** The compiled main code of all modules. */
final class Product {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.hearsay");

    private Product() {}

    static Stream<JavaClass> classes() {
        return ALL.stream().filter(type -> !type.getSimpleName().equals("package-info"));
    }

    /** The classes of some modules, given by their directories. */
    static Stream<JavaClass> classesOf(String... modules) {
        return classes().filter(type -> Set.of(modules).contains(module(type)));
    }

    /** The directory of the module that a class was compiled in. */
    static String module(JavaClass type) {
        String location = type.getSource().orElseThrow().getUri().toString();
        return Repository.modules().stream()
                .filter(module -> location.contains("/" + module + "/target/"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not built here: " + location));
    }

    /** The outermost class that a class is written in. */
    static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Product::outermost).orElse(type);
    }
}
