package io.hearsay.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BannedCallsTest {

    @Test
    void the_product_deserialises_no_objects() {
        assertThat(Product.classes().flatMap(BannedCalls::inProduct)).isEmpty();
    }

    @Test
    void protocols_hear_only_their_environment() {
        assertThat(Product.classesOf("protocol").flatMap(BannedCalls::inProtocol))
                .isEmpty();
    }

    @Test
    void the_simulator_depends_on_its_seed_alone() {
        assertThat(Product.classesOf("sim").flatMap(BannedCalls::inSim)).isEmpty();
    }

    @Test
    void every_ban_bites() {
        List<String> found = BannedCalls.inProtocol(imported(Offender.class)).toList();
        assertThat(found)
                .as("one line per banned call in the sample")
                .anyMatch(line -> line.contains("System.nanoTime"))
                .anyMatch(line -> line.contains("System.currentTimeMillis"))
                .anyMatch(line -> line.contains("Instant.now"))
                .anyMatch(line -> line.contains("LocalDateTime.now"))
                .anyMatch(line -> line.contains("Thread.<init>"))
                .anyMatch(line -> line.contains("Executors.newCachedThreadPool"))
                .anyMatch(line -> line.contains("CompletableFuture.runAsync"))
                .anyMatch(line -> line.contains("List.parallelStream"))
                .anyMatch(line -> line.contains("Stream.parallel"))
                .anyMatch(line -> line.contains("ThreadLocalRandom.current"))
                .anyMatch(line -> line.contains("SplittableRandom.<init>()"))
                .anyMatch(line -> line.contains("UUID.randomUUID"))
                .anyMatch(line -> line.contains("Math.random"))
                .anyMatch(line -> line.contains("Math.log"))
                .anyMatch(line -> line.contains("Collections.shuffle(java.util.List)"))
                .anyMatch(line -> line.contains("Set.of"))
                .anyMatch(line -> line.contains("Map.copyOf"))
                .anyMatch(line -> line.contains("HashMap.<init>"))
                .anyMatch(line -> line.contains("Collectors.groupingBy"))
                .anyMatch(line -> line.contains("java.io.InputStream"))
                .allMatch(line -> line.contains("BannedCallsTest.java"));
        assertThat(BannedCalls.inProduct(imported(Offender.class)))
                .anyMatch(line -> line.contains("ObjectInputStream.readObject"));
    }

    @Test
    void what_is_exact_and_ordered_is_allowed() {
        assertThat(BannedCalls.inProtocol(imported(Citizen.class))).isEmpty();
    }

    private static JavaClass imported(Class<?> type) {
        return new ClassFileImporter().importClass(type);
    }

    /** Does all that a protocol must not do; never run. */
    @SuppressWarnings("all")
    private static final class Offender {
        final LongSupplier clock = System::nanoTime;

        void offend(List<Integer> list, InputStream in) throws Exception {
            System.currentTimeMillis();
            Instant.now();
            LocalDateTime.now();
            new Thread(() -> {}).start();
            Executors.newCachedThreadPool();
            CompletableFuture.runAsync(() -> {});
            list.parallelStream();
            list.stream().parallel();
            ThreadLocalRandom.current().nextInt();
            new SplittableRandom().nextInt();
            UUID.randomUUID();
            Math.random();
            Math.log(2);
            Collections.shuffle(list);
            Set.of(1, 2);
            Map.copyOf(new HashMap<Integer, Integer>());
            list.stream().collect(Collectors.groupingBy(each -> each));
            new ObjectInputStream(in).readObject();
        }
    }

    /** Looks like an offender and is none. */
    @SuppressWarnings("all")
    private static final class Citizen {
        private final Map<Integer, Integer> ordered = new LinkedHashMap<>();

        void behave(List<Integer> list) {
            ordered.putAll(Map.of(1, Set.of(1).size()));
            ordered.put(Math.addExact(1, 2), Math.floorMod(7, Math.max(2, 3)));
            double root = Math.sqrt(2) + StrictMath.log(2);
            List<Integer> copy = new ArrayList<>(List.copyOf(list));
            Map<Integer, List<Integer>> grouped =
                    list.stream().collect(Collectors.groupingBy(each -> each, TreeMap::new, Collectors.toList()));
        }
    }
}
