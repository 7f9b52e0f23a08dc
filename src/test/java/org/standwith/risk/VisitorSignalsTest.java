package org.standwith.risk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.mock.web.MockHttpServletRequest;

class VisitorSignalsTest {

    private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    private final VisitorSignals visitors = new VisitorSignals(beans.getBeanProvider(AddressCountries.class));
    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/");

    @Test
    void whereNobodyKnowsAddressesTheySayNothing() {
        request.addPreferredLocale(Locale.forLanguageTag("be-PL"));

        assertThat(visitors.of(request)).containsExactly(new Signal.Language(Locale.forLanguageTag("be-PL")));
    }

    @Test
    void anAddressIsLookedUpAsItIs() {
        var asked = new AtomicReference<InetAddress>();
        know(address -> {
            asked.set(address);
            return new Sighting.Seen(new Country("AD"));
        });
        request.setRemoteAddr("2001:db8::7");

        assertThat(visitors.of(request)).contains(new Signal.Address(new Sighting.Seen(new Country("AD"))));
        assertThat(asked.get().getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void aLookUpThatFailsIsNoProofOfAnything() {
        know(address -> {
            throw new IllegalStateException("The file is broken");
        });

        assertThat(visitors.of(request)).contains(new Signal.Address(new Sighting.Failed()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader.example.org", "_hidden", ""})
    void namesAreNotAskedForOverTheNetwork(String name) {
        know(address -> new Sighting.Unseen());
        request.setRemoteAddr(name);

        assertThat(visitors.of(request)).contains(new Signal.Address(new Sighting.Failed()));
    }

    @Test
    void theLanguageChosenHereGoesFirst() {
        request.addPreferredLocale(Locale.GERMANY);
        request.setParameter("locale", "ru");

        assertThat(visitors.of(request)).containsExactly(new Signal.Language(Locale.forLanguageTag("ru")));
    }

    private void know(AddressCountries known) {
        beans.registerSingleton("known", known);
    }
}
