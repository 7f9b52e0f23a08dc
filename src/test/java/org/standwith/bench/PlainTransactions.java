package org.standwith.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.standwith.bench.LoadProcess.Work;

/** The reference for the whole path: insert the event, insert the payment, update the contribution, commit. */
final class PlainTransactions implements Work {

    static final String PAYMENTS = """
        create table if not exists plain_payment (
            id varchar(64) character set ascii collate ascii_bin not null primary key,
            contribution bigint not null,
            minor bigint not null,
            key plain_payment_contribution (contribution))\
        """;

    static final String CONTRIBUTIONS = """
        create table if not exists plain_contribution (
            id bigint not null primary key,
            state varchar(16) character set ascii collate ascii_bin not null,
            payments int not null)\
        """;

    static final int MANY = 10_000;

    private final Renewals renewals;
    private final Connection connection;
    private final PreparedStatement event;
    private final PreparedStatement payment;
    private final PreparedStatement contribution;

    PlainTransactions(String url, Renewals renewals) throws SQLException {
        this.renewals = renewals;
        this.connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        this.event = connection.prepareStatement("insert into plain_event (id, payload) values (?, ?)");
        this.payment =
                connection.prepareStatement("insert into plain_payment (id, contribution, minor) values (?, ?, 500)");
        this.contribution = connection.prepareStatement(
                "update plain_contribution set state = 'ACTIVE', payments = payments + 1 where id = ?");
    }

    @Override
    public boolean once(long sequence, long nanos) throws SQLException {
        event.setString(1, Renewals.id("evt", sequence));
        event.setBytes(2, renewals.body(sequence, 1_780_000_000));
        event.executeUpdate();
        payment.setString(1, Renewals.id("ch", sequence));
        payment.setLong(2, sequence % MANY);
        payment.executeUpdate();
        contribution.setLong(1, sequence % MANY);
        contribution.executeUpdate();
        connection.commit();
        return true;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
