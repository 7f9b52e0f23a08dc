package org.standwith.supporters;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecord;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AttestationConveyancePreference;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticatorSelectionCriteria;
import com.webauthn4j.data.PublicKeyCredentialCreationOptions;
import com.webauthn4j.data.PublicKeyCredentialDescriptor;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialRequestOptions;
import com.webauthn4j.data.PublicKeyCredentialRpEntity;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.PublicKeyCredentialUserEntity;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.ResidentKeyRequirement;
import com.webauthn4j.data.UserVerificationRequirement;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.data.extension.authenticator.AuthenticationExtensionsAuthenticatorOutputs;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.standwith.supporters.Ceremonies.Ceremony;
import org.standwith.vault.Sensitive;

/**
 * What browsers and we say to each other about passkeys, as Web Authentication has it. Which device it is we do not ask; that
 * whoever holds it was asked by it for a finger, a face or a number, we do.
 *
 * @see <a href="https://www.w3.org/TR/webauthn-3/">W3C, Web Authentication, Level 3</a>
 */
@Component
class WebAuthn {

    /**
     * What we know a passkey by; its names are in what is kept.
     *
     * @param handle under which a device keeps it
     * @param key its id and its public key, as authenticators write them
     * @param eligible whether devices may synchronise it, which never changes
     * @param count how often it has signed, where it counts
     */
    record Known(byte[] handle, byte[] key, boolean eligible, long count) {}

    private static final List<PublicKeyCredentialParameters> ALGORITHMS = Stream.of(
                    COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
            .map(each -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, each))
            .toList();

    private final PasskeyProperties names;
    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter keys = new AttestedCredentialDataConverter(converter);

    WebAuthn(PasskeyProperties names) {
        this.names = names;
    }

    /**
     * What a browser is asked to make one by.
     *
     * @param there ids of those that are there already: a device that has one of them makes no second
     */
    String creation(Ceremony ceremony, URI home, List<byte[]> there) {
        return written(new PublicKeyCredentialCreationOptions(
                new PublicKeyCredentialRpEntity(host(home), names.site()),
                new PublicKeyCredentialUserEntity(ceremony.handle(), names.user(), names.user()),
                new DefaultChallenge(ceremony.challenge()),
                ALGORITHMS,
                Ceremonies.GOOD_FOR.toMillis(),
                there.stream()
                        .map(id -> new PublicKeyCredentialDescriptor(PublicKeyCredentialType.PUBLIC_KEY, id, null))
                        .toList(),
                new AuthenticatorSelectionCriteria(
                        null, true, ResidentKeyRequirement.REQUIRED, UserVerificationRequirement.REQUIRED),
                null,
                AttestationConveyancePreference.NONE,
                null));
    }

    /** What a browser is asked to use one by: the same for everybody. */
    String request(Ceremony ceremony, URI home) {
        return written(new PublicKeyCredentialRequestOptions(
                new DefaultChallenge(ceremony.challenge()),
                Ceremonies.GOOD_FOR.toMillis(),
                host(home),
                List.of(),
                UserVerificationRequirement.REQUIRED,
                null));
    }

    /** What was made; nothing where it is no answer to what was asked. */
    Optional<Known> made(Sensitive<String> answer, Ceremony ceremony, URI home) {
        return read(() -> {
            RegistrationData data = manager.verify(
                    manager.parseRegistrationResponseJSON(answer.reveal()),
                    new RegistrationParameters(server(ceremony, home), ALGORITHMS, true, true));
            var made = Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
            AttestedCredentialData key = Objects.requireNonNull(made.getAttestedCredentialData());
            return new Known(ceremony.handle(), keys.convert(key), made.isFlagBE(), made.getSignCount());
        });
    }

    /** By which passkey somebody says to answer; nothing where it cannot be one. */
    Optional<byte[]> named(Sensitive<String> answer) {
        return read(
                () -> manager.parseAuthenticationResponseJSON(answer.reveal()).getCredentialId());
    }

    /** The passkey as it is known from now on; nothing where it did not answer what was asked. */
    Optional<Known> used(Sensitive<String> answer, Ceremony ceremony, URI home, Known known) {
        CredentialRecord credential = new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                known.eligible(),
                null,
                known.count(),
                keys.convert(known.key()),
                new AuthenticationExtensionsAuthenticatorOutputs<>(),
                null,
                null,
                null);
        return read(() -> manager.verify(
                        manager.parseAuthenticationResponseJSON(answer.reveal()),
                        new AuthenticationParameters(server(ceremony, home), credential, null, true, true)))
                .filter(data -> Arrays.equals(data.getUserHandle(), known.handle()))
                .map(data -> new Known(known.handle(), known.key(), known.eligible(), credential.getCounter()));
    }

    /** Of what no browser would send, the library throws much besides what it says. All of it is a refusal. */
    private static <T> Optional<T> read(Supplier<@Nullable T> answer) {
        try {
            return Optional.ofNullable(answer.get());
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    byte[] idOf(Known known) {
        return keys.convert(known.key()).getCredentialId();
    }

    private String written(Object options) {
        return converter.getJsonMapper().writeValueAsString(options);
    }

    private static ServerProperty server(Ceremony ceremony, URI home) {
        return ServerProperty.builder()
                .origin(Origin.create(origin(home)))
                .rpId(host(home))
                .challenge(new DefaultChallenge(ceremony.challenge()))
                .build();
    }

    /** An address of ours as browsers name it. */
    static String origin(URI home) {
        return (home.getScheme() + "://" + home.getAuthority()).toLowerCase(Locale.ROOT);
    }

    private static String host(URI home) {
        return home.getHost().toLowerCase(Locale.ROOT);
    }
}
