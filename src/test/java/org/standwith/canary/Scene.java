package org.standwith.canary;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.standwith.TestStandwith.Providers;
import org.standwith.journeys.Stage;

/** The application, and all that could give somebody away, switched on as far as an operator can. */
final class Scene implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Scene.class.getName());

    private static final int EASY = 50;

    private final List<Artefact> artefacts = new ArrayList<>();
    private final Findings findings = new Findings();
    private final Stage stage;
    private final Metrics metrics;
    private final ProviderRequests requests;
    private final Answers refusals;
    private final Answers formsAgain;
    private final Answers proofPages;
    private final Answers pages;
    private final Answers entries;
    private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final URI cards;
    private boolean over;

    Scene(DatabaseServer server, ServerLogs logs, Path folder) throws Exception {
        int port = Stage.freePort();
        int another = Stage.freePort();
        stage = new Stage(
                Providers.BOTH,
                server.url(),
                "--management.server.port=" + port,
                "--standwith.stripe.read-timeout=2s",
                "--standwith.paypal.read-timeout=2s",
                "--db-scheduler.polling-interval=500ms");
        cards = stage.alsoWithCardFields(
                "--management.server.port=" + another,
                "--standwith.guard.proof=always",
                "--standwith.guard.difficulty=" + EASY);
        metrics = new Metrics(List.of(port, another), folder);
        requests = new ProviderRequests(stage.sandbox(), folder);
        refusals = new Answers("refusals", folder);
        formsAgain = new Answers("forms shown again", folder, Field.MESSAGE, Field.LINK);
        proofPages = new Answers("proof pages", folder, Field.EMAIL, Field.NAME, Field.STREET, Field.COUNTRY);
        pages = new Answers(
                "pages", folder, Field.SUBSCRIPTION, Field.PAYMENT, Field.CODE, Field.CARD_SECRET, Field.LINK);
        entries = new Answers("calendar entries", folder, Field.MESSAGE);
        artefacts.add(new SqlDump("dump", server, server.mainSchema(), folder));
        artefacts.add(new SqlDump("dump of keys", server, server.keysSchema(), folder));
        artefacts.add(new TableFiles(server, logs::have));
        artefacts.addAll(logs.artefacts());
        artefacts.addAll(List.of(
                new AppLog(folder),
                new GcLog(folder),
                metrics,
                requests,
                refusals,
                formsAgain,
                proofPages,
                pages,
                entries));
        for (Artefact artefact : artefacts) {
            artefact.unreadable().ifPresent(why -> {
                LOG.log(Level.WARNING, "The {0} is not looked at: {1}", artefact.name(), why);
                findings.unreadable(artefact, why);
            });
        }
    }

    /** Where cards are entered on our own page, and everybody is asked for a proof of work. */
    URI cards() {
        return cards;
    }

    Stage stage() {
        return stage;
    }

    Findings findings() {
        return findings;
    }

    List<Artefact> readable() {
        return artefacts.stream()
                .filter(artefact -> !findings.unreadable().containsKey(artefact.name()))
                .toList();
    }

    Visitor visitor(Person person, HttpClient http) {
        return new Visitor(person, stage.page(""), cards, http, this::heard);
    }

    private void heard(int status, String type, String whole) {
        statuses.merge(status, 1, Integer::sum);
        // Only whoever typed it sees again what they typed.
        boolean page = type.startsWith("text/html");
        Answers answers = page && status == 422 ? formsAgain : page && status == 429 ? proofPages : refusals;
        Answers taken = type.startsWith("text/calendar") ? entries : pages;
        (status >= 400 ? answers : taken).heard(whole);
    }

    /** The application ends; what it leaves behind can be read from now on. */
    Outcome end() throws Exception {
        for (Artefact artefact : readable()) {
            artefact.gather();
        }
        List<String> internal = stage.select("select id from contribution");
        List<String> income = new ArrayList<>();
        stage.income("provider,cadence").forEach(row -> income.add(row.toString()));
        stage.close();
        over = true;
        return new Outcome(findings, metrics.labels(), requests.all(), internal, income, statuses.keySet());
    }

    @Override
    public void close() {
        if (!over) {
            stage.close();
        }
        for (Artefact artefact : artefacts) {
            try {
                artefact.restore();
            } catch (Exception e) {
                throw new IllegalStateException(artefact.name() + " stays as it is", e);
            }
        }
    }
}
