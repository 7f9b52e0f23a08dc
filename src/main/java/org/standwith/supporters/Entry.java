package org.standwith.supporters;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.ott.InvalidOneTimeTokenException;
import org.springframework.security.authentication.ott.OneTimeTokenAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.standwith.supporters.SignInLinks.Link;
import org.standwith.supporters.SignedIn.Means;
import org.standwith.vault.Dossiers;
import org.standwith.vault.Sensitive;
import org.standwith.vault.SupporterCode;

/** How supporters come in: by a link, which Spring Security's filter takes from them, by their code, or by a passkey. */
@Component
public class Entry {

    /** Of whoever is signed in as a supporter. */
    public static final String AUTHORITY = "SUPPORTER";

    private final SignInLinks links;
    private final Dossiers dossiers;
    private final Passkeys passkeys;
    private final Sessions sessions;
    private final VisitCookie cookie;

    Entry(SignInLinks links, Dossiers dossiers, Passkeys passkeys, Sessions sessions, VisitCookie cookie) {
        this.links = links;
        this.dossiers = dossiers;
        this.passkeys = passkeys;
        this.sessions = sessions;
        this.cookie = cookie;
    }

    /**
     * Signs whoever shows a link in. No provider of Spring's that all would share: the office's sign-in would use it as well.
     *
     * @throws InvalidOneTimeTokenException the same for a link that is over, was used, or never was
     */
    Authentication byLink(Authentication shown) {
        if (!(shown instanceof OneTimeTokenAuthenticationToken token
                && links.consume(token) instanceof Link link
                && !link.supporters().isEmpty())) {
            throw new InvalidOneTimeTokenException("no such link");
        }
        return opened(link.supporters(), Means.LINK, null);
    }

    /**
     * Signs whoever has this code in, in the browser that asks.
     *
     * @param actor who of staff acts for them; null where it is themselves
     * @return who they are; nothing where nobody has this code
     */
    public Optional<SignedIn> byCode(
            SupporterCode code, @Nullable String actor, HttpServletRequest request, HttpServletResponse response) {
        return dossiers.withCode(code)
                .map(supporter -> opened(Set.of(supporter), actor == null ? Means.CODE : Means.STAFF, actor))
                .map(someone -> entered(someone, request, response));
    }

    /** What a browser has to be asked, as Web Authentication writes it: the same for everybody. */
    public String askForPasskey(HttpServletRequest request, HttpServletResponse response) {
        return passkeys.askToUse(request, response);
    }

    /**
     * Signs whoever has this passkey in, in the browser that was asked for it.
     *
     * @param answer as the browser gave it
     * @return who they are; nothing where it is no answer, or nobody's, or was given before
     */
    public Optional<SignedIn> byPasskey(
            Sensitive<String> answer, HttpServletRequest request, HttpServletResponse response) {
        Set<UUID> supporters = passkeys.whose(answer, request, response);
        return supporters.isEmpty()
                ? Optional.empty()
                : Optional.of(entered(opened(supporters, Means.PASSKEY, null), request, response));
    }

    private SignedIn entered(
            SupporterAuthentication someone, HttpServletRequest request, HttpServletResponse response) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(someone);
        cookie.saveContext(context, request, response);
        return someone.getPrincipal();
    }

    private SupporterAuthentication opened(Set<UUID> supporters, Means means, @Nullable String actor) {
        Sessions.Opened opened = sessions.open(supporters, means, actor);
        return new SupporterAuthentication(opened.who(), opened.secret());
    }
}
