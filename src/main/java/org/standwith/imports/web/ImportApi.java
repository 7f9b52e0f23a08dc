package org.standwith.imports.web;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.imports.Import;
import org.standwith.imports.Imports;
import org.standwith.imports.Report;
import org.standwith.imports.Result;
import org.standwith.staff.StaffMember;

/** Imports for programs. Which subscriptions and payments were not taken, pages alone tell. */
@RestController
@RequestMapping("/api/v1/imports")
class ImportApi {

    /**
     * @param from a day as in {@code 2026-01-31}, in the books' zone, or a moment as in {@code 2026-01-31T00:00:00Z}
     * @param to the last day, included; or a moment, excluded
     * @param dryRun false for one that takes over what a dry run of the same has found; a dry run when it is left out
     */
    record Wanted(
            @Nullable String provider,
            @Nullable String from,
            @Nullable String to,
            @Nullable Boolean dryRun) {}

    /** One of the comparisons that complete the books. */
    record Completing(UUID id, String status) {}

    /**
     * @param to the first moment that is not in it any more
     * @param waitsFor why it does not go on at the moment
     * @param subscriptions how many became what
     * @param payments how many of those that belong to no subscription became what
     */
    record Told(
            UUID id,
            String provider,
            Instant from,
            Instant to,
            boolean dryRun,
            Import.Status status,
            Import.Stage stage,
            String requestedBy,
            Instant requested,
            @Nullable Instant finished,
            @Nullable String waitsFor,
            @Nullable Map<Result, Long> subscriptions,
            @Nullable Map<Result, Long> payments,
            @Nullable List<Completing> reconciliations) {}

    /** Without what they have come to. */
    record All(List<Told> imports) {}

    private final Imports imports;

    ImportApi(Imports imports) {
        this.imports = imports;
    }

    @Operation(summary = "Have a provider's account taken over, or find out what would be")
    @PostMapping
    ResponseEntity<Told> start(@RequestBody Wanted wanted, @AuthenticationPrincipal StaffMember me) {
        boolean dry = wanted.dryRun() == null || wanted.dryRun();
        Import run = imports.start(wanted.provider(), wanted.from(), wanted.to(), dry, me);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/imports/" + run.id()))
                .body(whole(run));
    }

    @Operation(summary = "The last hundred, the newest first")
    @GetMapping
    All list() {
        return new All(
                imports.latest().stream().map(run -> told(run, null, null)).toList());
    }

    @Operation(summary = "How far one is, and what it has come to")
    @GetMapping("/{id}")
    Told show(@PathVariable UUID id) {
        return whole(imports.find(id));
    }

    private Told whole(Import run) {
        List<Completing> completing = imports.reconciliations(run).stream()
                .map(each -> new Completing(each.id(), each.status().name()))
                .toList();
        return told(run, imports.report(run), completing);
    }

    private static Told told(Import run, @Nullable Report report, @Nullable List<Completing> completing) {
        return new Told(
                run.id(),
                run.provider().name(),
                run.period().from(),
                run.period().to(),
                run.dry(),
                run.status(),
                run.stage(),
                run.requestedBy(),
                run.requested(),
                run.finished(),
                run.waitsFor(),
                report == null ? null : report.counts(Import.Stage.SUBSCRIPTIONS),
                report == null ? null : report.counts(Import.Stage.PAYMENTS),
                completing);
    }
}
