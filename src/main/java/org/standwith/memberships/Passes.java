package org.standwith.memberships;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.standwith.problem.Problem;

/**
 * Proofs of a tier for a website, signed and short-lived. All who have one tier get the same pass in the same hour, byte for
 * byte, so that neither the website nor we can tell by it who somebody is, nor whether two visits are one person's.
 */
@Service
public class Passes {

    /** In so long all get the same. */
    private static final Duration WINDOW = Duration.ofHours(1);

    private final PassKeys keys;
    private final MembershipProperties.Proof properties;
    private final String issuer;
    private final Clock clock;

    Passes(PassKeys keys, MembershipProperties properties, @Value("${standwith.base-url}") URI baseUrl, Clock clock) {
        this.keys = keys;
        this.properties = properties.passes();
        this.issuer = baseUrl.toString().replaceFirst("/$", "");
        this.clock = clock;
    }

    /**
     * A pass for this tier. It does not end with the membership, because that would tell whose it is.
     *
     * @throws Problem when there is no tier to prove
     */
    public Pass issue(Membership membership) {
        String tier = membership.tier();
        if (tier == null) {
            throw new Problem(
                    Problem.Kind.CONFLICT, "no-membership", "There is no membership now that a pass could prove.");
        }
        Instant begun = clock.instant().truncatedTo(ChronoUnit.HOURS);
        Instant over = begun.plus(WINDOW).plus(properties.lifetime());
        return new Pass(signed(tier, begun, over), over);
    }

    private String signed(String tier, Instant begun, Instant over) {
        PassKeys.Signer signer = keys.signer();
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                .type(JOSEObjectType.JWT)
                .keyID(signer.key().getKeyID())
                .build();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer);
        if (properties.audience() != null) {
            claims.audience(properties.audience());
        }
        claims.claim("tier", tier).issueTime(Date.from(begun)).expirationTime(Date.from(over));
        SignedJWT pass = new SignedJWT(header, claims.build());
        try {
            pass.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return pass.serialize();
    }
}
