package org.standwith.contributions.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.contributions.Answers;
import org.standwith.contributions.Checkout;
import org.standwith.contributions.Checkouts;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.risk.RiskPolicy;
import org.standwith.vault.Sensitive;
import org.standwith.vault.SupporterCode;

/** Where the browser comes back to from the payment provider. What its address says is never believed: we ask. */
@Controller
class ReturnPages {

    static final String ID = "{id:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}}";

    /** A page that was left open stops asking the provider after about two minutes. */
    private static final int LOOKS = 24;

    /** What our own links add to the address. */
    private static final Set<String> OURS = Set.of("looked", "locale");

    private final Checkouts checkouts;
    private final Answers answers;
    private final MessageSource messages;
    private final Contact contact;
    private final RiskPolicy policy;

    ReturnPages(Checkouts checkouts, Answers answers, MessageSource messages, Contact contact, RiskPolicy policy) {
        this.checkouts = checkouts;
        this.answers = answers;
        this.messages = messages;
        this.contact = contact;
        this.policy = policy;
    }

    /** What the page says: the checkout's state, seen from where the visitor comes. */
    enum Ending {
        THANKS,
        PENDING,
        DECLINED,
        UNKNOWN,
        EXPIRED,
        CANCELLED;

        boolean open() {
            return this == PENDING || this == UNKNOWN;
        }

        /** Whether nothing more can come of it, so that nothing of it need stay in the browser. */
        boolean over() {
            return this == THANKS || this == EXPIRED;
        }
    }

    @GetMapping("/return/" + ID)
    ModelAndView paid(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int looked,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (comesFromProvider(request)) {
            return clean(id, request);
        }
        Checkout checkout = checkouts.returned(id);
        Ending ending = switch (checkout.status()) {
            case SUCCEEDED -> Ending.THANKS;
            case PENDING -> Ending.PENDING;
            case DECLINED -> Ending.DECLINED;
            case UNKNOWN -> Ending.UNKNOWN;
            case EXPIRED -> Ending.EXPIRED;
        };
        return page(checkout, ending, looked, request, response);
    }

    /** The code by itself, to print or to save: nothing on it, nor in its name, says what it is for. */
    @PostMapping("/note")
    ModelAndView note(@RequestParam Sensitive<String> code, HttpServletResponse response) {
        SupporterCode written = SupporterCode.read(code.reveal())
                .orElseThrow(() -> Problem.invalid("code", "This is no supporter code."));
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"note.html\"");
        return new ModelAndView("contributions/note").addObject("code", written.reveal());
    }

    @GetMapping("/return/" + ID + "/cancelled")
    ModelAndView turnedBack(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int looked,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (comesFromProvider(request)) {
            return new ModelAndView(new Elsewhere(URI.create(request.getRequestURI())));
        }
        Checkout checkout = checkouts.returned(id);
        Ending ending = switch (checkout.status()) {
            case SUCCEEDED -> Ending.THANKS;
            case PENDING, DECLINED -> Ending.CANCELLED;
            case UNKNOWN -> Ending.UNKNOWN;
            case EXPIRED -> Ending.EXPIRED;
        };
        return page(checkout, ending, looked, request, response);
    }

    /** Providers add to the address what is theirs. */
    private static boolean comesFromProvider(HttpServletRequest request) {
        return request.getParameterMap().keySet().stream().anyMatch(name -> !OURS.contains(name));
    }

    /** What they add identifies the payer over there, and shall not stay in anybody's history. */
    private ModelAndView clean(UUID id, HttpServletRequest request) {
        try {
            checkouts.backFromProvider(id);
        } catch (Problem problem) {
            if (OtherWays.areLeft(problem)) {
                return new ModelAndView(new Elsewhere(URI.create("/other-ways")));
            }
            throw problem;
        }
        return new ModelAndView(new Elsewhere(URI.create(request.getRequestURI())));
    }

    private ModelAndView page(
            Checkout checkout, Ending ending, int looked, HttpServletRequest request, HttpServletResponse response) {
        boolean asked = answers.isAsked(checkout.id());
        // Whoever went away now would not learn what they are to be asked.
        boolean soon = !asked && ending == Ending.THANKS && looked < LOOKS && answers.isToBeAsked(checkout.id());
        URI site = checkout.returnUrl();
        if (site != null && !asked && !soon) {
            // Who turned back has nothing to be told about, and the site's own page to go on with.
            return new ModelAndView(
                    new Elsewhere(ending == Ending.CANCELLED ? site : withCheckout(site, checkout.id())));
        }
        if (ending.over()) {
            response.setHeader("Clear-Site-Data", "\"cache\", \"storage\"");
        }
        Words words = new Words(messages, Speech.of(checkout.locale(), request, response));
        var page = new ModelAndView("contributions/returned")
                .addObject("ending", ending)
                .addObject("checkout", checkout)
                .addObject("contact", contact)
                .addObject("total", words.text(checkout.total()))
                .addObject("payAgain", ending.over() ? null : payAgain(checkout))
                .addObject("terms", asked ? AnswerTerms.of(policy) : null)
                .addObject("soon", soon)
                .addObject("waited", looked >= LOOKS);
        // Whoever's bank takes days is not here any more when it has answered.
        boolean lastLook = (ending == Ending.THANKS && !soon) || (ending == Ending.PENDING && looked >= LOOKS);
        page.addObject("code", lastLook ? codeFor(checkout, request) : null);
        String chosen = request.getParameter("locale");
        String again = chosen == null ? "?" : "?locale=" + words.language() + "&";
        return (soon || ending.open()) && looked >= 0 && looked < LOOKS
                ? page.addObject("refresh", "5; url=" + again + "looked=" + (looked + 1))
                : page;
    }

    /** Where another card can be tried, or the same payment be gone on with. */
    private static @Nullable String payAgain(Checkout checkout) {
        URI page = checkout.redirectUrl();
        return page == null ? null : page.toString();
    }

    /** Shown once: what no eye sees, as when a browser fetches ahead, must not use it up. */
    private @Nullable String codeFor(Checkout checkout, HttpServletRequest request) {
        boolean seen = request.getMethod().equals("GET") && request.getHeader("Sec-Purpose") == null;
        return seen
                ? checkouts.takeCode(checkout.id()).map(SupporterCode::reveal).orElse(null)
                : null;
    }

    /** By hand, since Spring's builder refuses what browsers and sites take, such as brackets in a query. */
    private static URI withCheckout(URI site, UUID checkout) {
        String address = site.toASCIIString();
        int hash = address.indexOf('#');
        String fragment = hash < 0 ? "" : address.substring(hash);
        String page = hash < 0 ? address : address.substring(0, hash);
        int mark = page.indexOf('?');
        String others = mark < 0
                ? ""
                : Stream.of(page.substring(mark + 1).split("&"))
                        .filter(each -> !each.isEmpty() && !each.equals("checkout") && !each.startsWith("checkout="))
                        .map(each -> each + "&")
                        .collect(Collectors.joining());
        return URI.create(
                (mark < 0 ? page : page.substring(0, mark)) + "?" + others + "checkout=" + checkout + fragment);
    }
}
