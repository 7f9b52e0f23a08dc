package org.standwith.supporters.web;

import java.time.Year;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.standwith.contributions.Giving;
import org.standwith.contributions.Giving.Paid;
import org.standwith.problem.Problem;
import org.standwith.receipts.Document;
import org.standwith.receipts.Receipts;
import org.standwith.supporters.Account;
import org.standwith.supporters.Acting;
import org.standwith.supporters.SignedIn;

/** What proves what somebody gave, made on the spot and kept nowhere. Asked for by forms, so that no address names a payment. */
@Controller
class ProofPages {

    private final Account account;
    private final Receipts receipts;
    private final Acting acting;

    ProofPages(Account account, Receipts receipts, Acting acting) {
        this.account = account;
        this.receipts = receipts;
        this.acting = acting;
    }

    @PostMapping("/account/items/{id:" + ItemPages.ID + "}/receipt")
    ResponseEntity<byte[]> receipt(
            @PathVariable UUID id, @RequestParam String payment, @AuthenticationPrincipal SignedIn who, Locale locale) {
        Giving giving = account.giving(who, id).orElseThrow(ProofPages::none);
        Paid paid = giving.payments().stream()
                .filter(each -> GivingView.proof(each).equals(payment))
                .findFirst()
                .orElseThrow(ProofPages::none);
        acting.note(who, "supporter.receipt", "contribution " + id, "");
        return download(receipts.receipt(giving, paid, locale));
    }

    @PostMapping("/account/statement")
    ResponseEntity<byte[]> statement(@RequestParam String year, @AuthenticationPrincipal SignedIn who, Locale locale) {
        List<Giving> givings = account.givings(who);
        Year asked = receipts.years(givings).stream()
                .filter(each -> each.toString().equals(year))
                .findFirst()
                .orElseThrow(ProofPages::none);
        acting.note(who, "supporter.statement", "", year);
        return download(receipts.statement(givings, asked, locale));
    }

    private static ResponseEntity<byte[]> download(Document document) {
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .cacheControl(CacheControl.noStore())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.fileName())
                                .build()
                                .toString())
                .body(document.content());
    }

    private static Problem none() {
        return new Problem(Problem.Kind.NOT_FOUND, "no-such-payment", "There is no payment to prove.");
    }
}
