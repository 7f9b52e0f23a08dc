package org.standwith.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.LongFunction;
import org.standwith.bench.LoadProcess.Work;

/** The reference for what is taken in: each payload as it was sent, one row, one commit. */
final class PlainInserts implements Work {

    static final String TABLE = """
        create table if not exists plain_event (
            id varchar(64) character set ascii collate ascii_bin not null primary key,
            payload mediumblob not null)\
        """;

    private final LongFunction<byte[]> payload;
    private final Connection connection;
    private final PreparedStatement insert;

    /** @param payload by its number */
    PlainInserts(String url, LongFunction<byte[]> payload) throws SQLException {
        this.payload = payload;
        this.connection = DriverManager.getConnection(url);
        this.insert = connection.prepareStatement("insert into plain_event (id, payload) values (?, ?)");
    }

    @Override
    public boolean once(long sequence, long nanos) throws SQLException {
        insert.setString(1, Renewals.id("evt", sequence));
        insert.setBytes(2, payload.apply(sequence));
        return insert.executeUpdate() == 1;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
