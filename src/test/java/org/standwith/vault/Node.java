package org.standwith.vault;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The vault of one process of an installation: what it has in memory is its own. */
final class Node {

    static final Dossier.Handling OPEN = new Dossier.Handling("OPEN", "policy-1");

    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final TransactionTemplate transaction;
    final KeySchema schema;
    final EpochKeys epochs;
    final ServiceKeys serviceKeys;
    final SubjectKeys subjectKeys;
    final BlindIndexes indexes;
    final Seals seals;
    final SigningKeys signing;
    final DossierRows rows;
    final Dossiers dossiers;
    final Subjects subjects;
    final Rotations rotations;
    final RotationWork work;
    final Erasure erasure;
    final Expiry expiry;
    private final Installation installation;

    Node(Installation installation, Crash crash) {
        this.installation = installation;
        DataSource main = crash.in(installation.pool);
        JdbcTemplate template = new JdbcTemplate(main);
        transaction = new TransactionTemplate(new JdbcTransactionManager(main));
        Alarm alarm = new Alarm(meters);
        schema = installation.keySchema(crash);
        epochs = new EpochKeys(schema, installation.keyService, alarm, installation.clock);
        serviceKeys = new ServiceKeys(schema, epochs, alarm, installation.clock);
        subjectKeys = new SubjectKeys(schema, epochs, alarm, installation.clock);
        indexes = new BlindIndexes(serviceKeys);
        seals = new Seals(serviceKeys, alarm, installation.clock, schema);
        signing = new SigningKeys(serviceKeys, installation.clock);
        rows = new DossierRows(template);
        dossiers = new Dossiers(rows, subjectKeys, indexes, alarm, schema);
        rotations = new Rotations(schema, installation.clock);
        ObjectProvider<Holding> holdings = all(Holding.class, installation.holdings);
        subjects = new Subjects(subjectKeys, schema, alarm);
        work = new RotationWork(
                rotations,
                epochs,
                serviceKeys,
                new IndexKeys(serviceKeys),
                signing,
                new DossierWalk(rows, dossiers, subjectKeys, transaction, holdings));
        erasure = new Erasure(
                schema,
                subjectKeys,
                serviceKeys,
                installation.journal,
                dossiers,
                rows,
                JdbcClient.create(template),
                transaction,
                holdings,
                all(
                        OwnerRegister.class,
                        installation.holdings.stream()
                                .filter(OwnerRegister.class::isInstance)
                                .map(OwnerRegister.class::cast)
                                .toList()));
        expiry = new Expiry(rows, dossiers, erasure, holdings);
    }

    private static <T> ObjectProvider<T> all(Class<T> kind, List<? extends T> of) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        for (int i = 0; i < of.size(); i++) {
            beans.addBean("bean" + i, of.get(i));
        }
        return beans.getBeanProvider(kind);
    }

    static HikariDataSource pool(Environment settings) {
        HikariConfig configuration = Binder.get(settings)
                .bind("spring.datasource.hikari", Bindable.ofInstance(new HikariConfig()))
                .get();
        configuration.setJdbcUrl(settings.getRequiredProperty("spring.datasource.url"));
        return new HikariDataSource(configuration);
    }

    double refused() {
        return meters.counter(Alarm.METER).count();
    }

    static Dossier dossier(@Nullable String email) {
        return new Dossier(
                email == null ? null : EmailAddress.read(email).orElseThrow(),
                "de",
                OPEN,
                List.of(),
                Set.of(UUID.randomUUID()));
    }

    Dossiers.Admitted admit(Dossier dossier) {
        return transaction.execute(status -> dossiers.admit(dossier));
    }

    boolean change(UUID supporter, UnaryOperator<Dossier> change) {
        return transaction.execute(status -> dossiers.change(supporter, change));
    }

    /** Goes on with what was started until it is over. */
    void finish() {
        while (rotations.running().isPresent()) {
            work.carryOn();
            installation.clock.pass(Duration.ofMinutes(3));
        }
    }

    void rotate(Rotations.Kind kind) {
        rotations.start(kind);
        finish();
    }
}
