package org.standwith.memberships;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.util.Base64URL;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.standwith.vault.SigningKey;
import org.standwith.vault.SigningKeys;
import org.standwith.vault.SigningKeys.Purpose;

/** The keys of passes, as JOSE writes them. */
@Component
public class PassKeys {

    /** So long may whoever checks passes keep the keys: they hear of a new one long before it signs. */
    public static final Duration KEPT = SigningKeys.AHEAD.dividedBy(4);

    private final SigningKeys keys;
    private final Tiers tiers;

    PassKeys(SigningKeys keys, Tiers tiers) {
        this.keys = keys;
        this.tiers = tiers;
    }

    /** A JSON Web Key Set of all that a pass may be checked by. Without tiers there are no passes, and no keys are made. */
    public Map<String, Object> shown() {
        List<JWK> shown = tiers.isEmpty()
                ? List.of()
                : keys.shown(Purpose.PASS).stream().<JWK>map(PassKeys::jwk).toList();
        return new JWKSet(shown).toJSONObject(true);
    }

    Signer signer() {
        SigningKey key = keys.current(Purpose.PASS);
        return new Signer(key, jwk(key.shown()));
    }

    /** Named by its own thumbprint: that says nothing more than the key does. */
    private static OctetKeyPair jwk(byte[] shown) {
        try {
            return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(shown))
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.EdDSA)
                    .keyIDFromThumbprint()
                    .build();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lets the library sign without ever having the secret. */
    record Signer(SigningKey secret, OctetKeyPair key) implements JWSSigner {

        @Override
        public Base64URL sign(JWSHeader header, byte[] text) {
            return Base64URL.encode(secret.sign(text));
        }

        @Override
        public Set<JWSAlgorithm> supportedJWSAlgorithms() {
            return Set.of(JWSAlgorithm.EdDSA);
        }

        @Override
        public JCAContext getJCAContext() {
            return new JCAContext();
        }
    }
}
