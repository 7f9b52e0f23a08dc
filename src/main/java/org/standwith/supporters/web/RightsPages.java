package org.standwith.supporters.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.standwith.pages.Elsewhere;
import org.standwith.pages.Spoken;
import org.standwith.pages.Words;
import org.standwith.problem.Problem;
import org.standwith.supporters.Acting;
import org.standwith.supporters.DataCopy;
import org.standwith.supporters.Farewells;
import org.standwith.supporters.Farewells.Certificate;
import org.standwith.supporters.SignedIn;

/** What somebody may have of what we know of them: a copy, and its end. */
@Controller
class RightsPages {

    private static final String SOON = "5";

    private final DataCopy copy;
    private final Farewells farewells;
    private final Acting acting;
    private final MessageSource messages;
    private final Days days;

    RightsPages(DataCopy copy, Farewells farewells, Acting acting, MessageSource messages, Days days) {
        this.copy = copy;
        this.farewells = farewells;
        this.acting = acting;
        this.messages = messages;
        this.days = days;
    }

    @GetMapping("/account/data")
    ModelAndView rights(@AuthenticationPrincipal SignedIn who) {
        return page(who, false, HttpStatus.OK);
    }

    @PostMapping("/account/data/copy")
    ResponseEntity<byte[]> copy(@AuthenticationPrincipal SignedIn who, Locale locale) {
        acting.note(who, "supporter.copy", "", "");
        DataCopy.File file = copy.of(who, locale);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("application/zip"))
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.fileName())
                                .build()
                                .toString())
                .body(file.content());
    }

    /** Not by a single click: it cannot be taken back. */
    @PostMapping("/account/data/erasure")
    ModelAndView erase(
            @RequestParam @Nullable Boolean sure, @AuthenticationPrincipal SignedIn who, HttpServletRequest request) {
        if (!Boolean.TRUE.equals(sure)) {
            return page(who, true, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return new ModelAndView(new Elsewhere(URI.create("/farewell/" + farewells.begin(who) + Spoken.after(request))));
    }

    /** For whoever has the number: by then nobody is signed in any more, and nobody is known. */
    @GetMapping("/farewell/{id:" + ItemPages.ID + "}")
    ModelAndView farewell(@PathVariable UUID id, Locale locale) {
        Certificate certificate = farewells
                .find(id)
                .orElseThrow(() -> new Problem(
                        Problem.Kind.NOT_FOUND, "no-such-certificate", "There is no certificate of this number."));
        Words words = new Words(messages, locale);
        ModelAndView page = new ModelAndView("supporters/farewell")
                .addObject("number", certificate.id())
                .addObject("asked", words.date(days.of(certificate.askedAt())))
                .addObject(
                        "erased", certificate.erasedAt() == null ? null : words.date(days.of(certificate.erasedAt())));
        return certificate.erasedAt() == null ? page.addObject("refresh", SOON) : page;
    }

    private static ModelAndView page(SignedIn who, boolean unsure, HttpStatus status) {
        return new ModelAndView("supporters/data", status).addObject("who", who).addObject("unsure", unsure);
    }
}
