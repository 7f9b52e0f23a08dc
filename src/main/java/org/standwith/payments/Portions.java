package org.standwith.payments;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/** Lists for {@code in (...)}. Long ones are looked up in portions: from a thousand on, MariaDB reads whole tables instead. */
final class Portions {

    private static final int MOST = 500;

    private Portions() {}

    static <T> List<List<T>> of(Collection<T> all) {
        List<T> list = List.copyOf(all);
        List<List<T>> portions = new ArrayList<>();
        for (int from = 0; from < list.size(); from += MOST) {
            portions.add(list.subList(from, Math.min(list.size(), from + MOST)));
        }
        return portions;
    }

    /** What is done with each row that is found. */
    interface Found {
        void row(Provider provider, ResultSet row) throws SQLException;
    }

    /**
     * Looks up {@code :names} of each {@code :provider} by itself, because MariaDB searches for long lists of pairs by reading
     * the whole index.
     */
    static void lookUp(NamedParameterJdbcTemplate jdbc, String sql, Map<Provider, List<String>> names, Found found) {
        names.forEach((provider, all) -> {
            for (List<String> some : of(all)) {
                jdbc.query(sql, Map.of("provider", provider.name(), "names", some), row -> {
                    found.row(provider, row);
                });
            }
        });
    }
}
