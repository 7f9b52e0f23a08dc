package org.standwith.risk;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What a request shows of where its sender may be at risk. It is looked at while it is answered, and kept nowhere. */
@Component
public class VisitorSignals {

    /** Anything else would be a name, and be asked for over the network. */
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%\\w+)?");

    private final ObjectProvider<AddressCountries> countries;

    VisitorSignals(ObjectProvider<AddressCountries> countries) {
        this.countries = countries;
    }

    public List<Signal> of(HttpServletRequest request) {
        List<Signal> signals = new ArrayList<>();
        countries.ifAvailable(known -> signals.add(new Signal.Address(seen(known, request.getRemoteAddr()))));
        signals.add(new Signal.Language(language(request)));
        return signals;
    }

    /** The one that they chose here says more than the one that their browser came with. */
    private static Locale language(HttpServletRequest request) {
        String chosen = request.getParameter("locale");
        return chosen == null || chosen.isBlank() ? request.getLocale() : Locale.forLanguageTag(chosen);
    }

    private static Sighting seen(AddressCountries known, String address) {
        if (!NUMERIC.matcher(address).matches()) {
            return new Sighting.Failed();
        }
        try {
            return known.of(InetAddress.getByName(address));
        } catch (UnknownHostException | RuntimeException e) {
            // A look-up that fails must not let somebody pass for safe.
            return new Sighting.Failed();
        }
    }
}
