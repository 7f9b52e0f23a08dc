package org.standwith.canary;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.standwith.TestDatabase;
import org.standwith.journeys.Stage;
import standwith.sandbox.webhooks.Manner;

/**
 * Drives made-up supporters through the application, and looks for them wherever they must not be.
 *
 * <p>What is new is added with one call: {@link #also} for a way that every supporter goes, {@link #then} for what
 * happens to all of them afterwards, {@link Person#learn} for a value of theirs that comes into being on the way.
 */
final class CanaryRun {

    private static final Path FOLDER = Path.of("target/canary");
    private static final int AT_ONCE = 8;
    private static final int PATIENCE_MINUTES = 3;

    private final Map<String, Flow> flows = new LinkedHashMap<>();
    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private final Random random;
    private final List<Person> people = new ArrayList<>();
    private final List<Marker> planted = new ArrayList<>();

    /** @param seed by which a run can be repeated with the same people */
    CanaryRun(int supporters, long seed) {
        random = new Random(seed);
        for (int number = 1; number <= supporters; number++) {
            people.add(new Person(number, random));
        }
    }

    CanaryRun also(String name, Flow flow) {
        flows.put(name, flow);
        return this;
    }

    CanaryRun then(String name, Turn turn) {
        turns.put(name, turn);
        return this;
    }

    /** What there is to be looked for, of anybody; known once the run is over. */
    Set<Field> sought() {
        return people.stream()
                .flatMap(person -> person.markers().stream())
                .map(Marker::field)
                .collect(Collectors.toSet());
    }

    /** What came of it; the run is over then, and everything that it switched on is off again. */
    Outcome play() throws Exception {
        Files.createDirectories(FOLDER);
        var server = new DatabaseServer(TestDatabase.freshSchema());
        try (var logs = new ServerLogs(server);
                var scene = new Scene(server, logs, FOLDER)) {
            List<Visitor> visitors = new ArrayList<>();
            try (HttpClient http =
                    HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
                people.forEach(person -> visitors.add(scene.visitor(person, http)));
                scene.stage().sandbox().webhooks().deliver(new Manner(false, false, 0, 1, 0, Duration.ZERO, AT_ONCE));
                walk(scene.stage(), visitors);
                for (var turn : turns.entrySet()) {
                    scene.stage().settle();
                    named(turn.getKey(), () -> turn.getValue().happen(scene.stage(), visitors));
                }
                scene.stage().settle();
            }
            for (Artefact artefact : scene.readable()) {
                plant(artefact);
            }
            Ids.learn(scene.stage().sandbox(), people.getLast());
            Outcome outcome = scene.end();
            scan(scene, outcome.findings());
            return outcome;
        }
    }

    /** Everybody goes every way, each in the order in which they were added. */
    private void walk(Stage stage, List<Visitor> visitors) throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(
                AT_ONCE, Thread.ofPlatform().name("canary-", 0).factory())) {
            List<Future<?>> underWay = new ArrayList<>();
            for (Visitor visitor : visitors) {
                underWay.add(pool.submit(() -> {
                    for (var flow : flows.entrySet()) {
                        named(
                                flow.getKey() + " of person " + visitor.person().number(),
                                () -> flow.getValue().walk(stage, visitor));
                    }
                    return visitor;
                }));
            }
            for (Future<?> each : underWay) {
                each.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
            }
        }
    }

    private interface Step {
        void go() throws Exception;
    }

    private static void named(String name, Step step) {
        try {
            step.go();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("On the way: " + name, e);
        }
    }

    private void plant(Artefact artefact) throws Exception {
        String text = Person.alphanumeric(random);
        planted.add(new Marker(artefact.name(), Field.PLANTED, text));
        artefact.plant(text);
    }

    private void scan(Scene scene, Findings findings) throws Exception {
        List<Marker> markers = new ArrayList<>(planted);
        for (Person person : people) {
            person.markers().stream().forEach(markers::add);
        }
        Scanner scanner = new Scanner(new Patterns(markers));
        for (Artefact artefact : scene.readable()) {
            artefact.read(file ->
                    scanner.scan(artefact.name() + " " + file.getFileName(), file, hit -> findings.add(artefact, hit)));
        }
    }
}
