package io.hearsay.tidy;

import static java.util.stream.Collectors.joining;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Calls that would let something else than inputs and the seed decide what a protocol does. */
final class BannedCalls {

    /**
     * One rule.
     *
     * @param call what is banned, matched whole against {@code owner.method(parameter,types)}
     * @param instead what to do instead
     */
    private record Ban(Pattern call, String instead) {
        Ban(String call, String instead) {
            this(Pattern.compile(call), instead);
        }
    }

    private static final String SALTED = "iterates in an order salted per JVM: use List.of, LinkedHashSet, "
            + "LinkedHashMap, TreeMap or an EnumSet";
    private static final String SEEDED = "is not a function of the seed: use Environment.random()";
    private static final String CLOCK = "reads a system clock: use Environment.nowNanos()";
    private static final String THREADS = "leaves the one thread: use Environment.schedule, a zero delay included";

    private static final List<Ban> EVERYWHERE = List.of(new Ban(
            "java\\.io\\.ObjectInputStream\\..*", "deserialises objects, which nothing here does: write a codec"));

    private static final List<Ban> DETERMINISM = List.of(
            new Ban("java\\.lang\\.System\\.(currentTimeMillis|nanoTime)\\(.*", CLOCK),
            new Ban("java\\.time\\..*\\.now\\(.*", CLOCK),
            new Ban("java\\.time\\.Clock\\.(system|tick).*", CLOCK),
            new Ban("java\\.lang\\.System\\.identityHashCode\\(.*", "differs per run: number the objects"),
            // who calls may be asked: to turn other threads away
            new Ban("java\\.lang\\.Thread\\.(?!(currentThread|getName)\\().*", THREADS),
            new Ban("java\\.lang\\.(ThreadLocal|InheritableThreadLocal)\\..*", THREADS),
            new Ban("java\\.util\\.Timer\\..*", THREADS),
            new Ban("java\\.util\\.concurrent\\.(ForkJoin\\w+|\\w*Executors?|\\w*ExecutorService)\\..*", THREADS),
            new Ban("java\\.util\\.concurrent\\.CompletableFuture\\.\\w+Async\\(.*", THREADS),
            new Ban("java\\.util\\.\\w+\\.parallelStream\\(.*", THREADS),
            new Ban("java\\.util\\.stream\\.\\w+\\.parallel\\(.*", THREADS),
            new Ban("java\\.util\\.Random\\..*", SEEDED),
            new Ban("java\\.util\\.concurrent\\.ThreadLocalRandom\\..*", SEEDED),
            new Ban("java\\.util\\.SplittableRandom\\.<init>\\(\\)", SEEDED),
            new Ban("java\\.util\\.random\\.RandomGenerator\\.(of|getDefault)\\(.*", SEEDED),
            new Ban("java\\.util\\.random\\.RandomGeneratorFactory\\.create\\(\\)", SEEDED),
            new Ban("java\\.security\\.SecureRandom\\..*", SEEDED),
            new Ban("java\\.util\\.UUID\\.randomUUID\\(.*", SEEDED),
            new Ban("java\\.lang\\.Math\\.random\\(.*", SEEDED),
            new Ban("java\\.util\\.Collections\\.shuffle\\(java\\.util\\.List\\)", SEEDED),
            new Ban(
                    "java\\.lang\\.Math\\.(?!(random|min|max|abs|floorMod|floorDiv|ceilMod|ceilDiv|clamp|sqrt|ceil|floor"
                            + "|rint|round|signum|copySign|multiplyFull|multiplyHigh|unsignedMultiplyHigh|\\w+Exact)\\().*",
                    "may differ by JDK and CPU: use StrictMath"),
            // of nothing and of one thing there is one order
            new Ban("java\\.util\\.Set\\.of\\((.*,.*|\\[.*)\\)", SALTED),
            new Ban("java\\.util\\.Map\\.of\\(.*,.*,.*\\)", SALTED),
            new Ban("java\\.util\\.(Set|Map)\\.(ofEntries|copyOf)\\(.*", SALTED),
            new Ban("java\\.util\\.stream\\.Collectors\\.toUnmodifiable(Set|Map)\\(.*", SALTED));

    private static final List<Ban> ORDER = List.of(
            new Ban(
                    "java\\.util\\.(HashMap|IdentityHashMap|WeakHashMap|Hashtable)\\.<init>.*",
                    "iterates by hash, which for enums and objects differs per run: use LinkedHashMap or TreeMap"),
            new Ban(
                    "java\\.util\\.stream\\.Collectors\\.(groupingBy|toMap)"
                            + "\\(java\\.util\\.function\\.Function(,java\\.util\\.\\w+\\.(Function|Collector|BinaryOperator))*\\)",
                    "collects into a HashMap: give it LinkedHashMap::new or TreeMap::new"));

    /** Packages that protocol must not touch; an exception type and a marker are harmless. */
    private static final Pattern WORLD = Pattern.compile("java\\.(io|net|nio\\.file|nio\\.channels)\\.(?!.*\\$).*");

    private static final Set<String> HARMLESS =
            Set.of("java.io.Serializable", "java.io.UncheckedIOException", "java.io.IOException");

    private BannedCalls() {}

    static Stream<String> inProduct(JavaClass type) {
        return calls(type, EVERYWHERE);
    }

    static Stream<String> inSim(JavaClass type) {
        return calls(type, DETERMINISM);
    }

    static Stream<String> inProtocol(JavaClass type) {
        return Stream.of(calls(type, DETERMINISM), calls(type, ORDER), world(type))
                .flatMap(each -> each);
    }

    private static Stream<String> world(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency ->
                        WORLD.matcher(dependency.getTargetClass().getName()).matches())
                .filter(dependency ->
                        !HARMLESS.contains(dependency.getTargetClass().getName()))
                .map(dependency -> dependency.getDescription()
                        + ": protocol does no input or output; the Carrier in sim and node does");
    }

    private static Stream<String> calls(JavaClass type, List<Ban> bans) {
        return type.getCodeUnitAccessesFromSelf().stream()
                .flatMap(call -> bans.stream()
                        .filter(matches(call))
                        .map(ban -> signature(call.getTarget()) + " in " + call.getSourceCodeLocation() + " "
                                + ban.instead()));
    }

    private static Predicate<Ban> matches(JavaCodeUnitAccess<?> call) {
        String signature = signature(call.getTarget());
        return ban -> ban.call().matcher(signature).matches();
    }

    private static String signature(CodeUnitAccessTarget target) {
        return target.getOwner().getName() + "." + target.getName() + "("
                + target.getRawParameterTypes().stream().map(JavaClass::getName).collect(joining(",")) + ")";
    }
}
