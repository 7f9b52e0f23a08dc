package org.standwith.reconciliation.web;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.money.AmountText;
import org.standwith.reconciliation.Discrepancy;
import org.standwith.reconciliation.Kind;
import org.standwith.reconciliation.Reconciliations;
import org.standwith.reconciliation.Run;
import org.standwith.staff.StaffMember;

/** Reconciliation for programs. */
@RestController
@RequestMapping("/api/v1/reconciliations")
class ReconciliationApi {

    /**
     * @param from a day as in {@code 2026-01-31}, in the books' zone, or a moment as in {@code 2026-01-31T00:00:00Z}
     * @param to the last day, included; or a moment, excluded
     */
    record Wanted(
            @Nullable String provider,
            @Nullable String from,
            @Nullable String to) {}

    /**
     * @param to the first moment that is not in it any more
     * @param waitsFor why it does not go on at the moment
     */
    record Told(
            UUID id,
            String provider,
            Instant from,
            Instant to,
            Run.Status status,
            String requestedBy,
            Instant requested,
            @Nullable Instant finished,
            long lines,
            long matched,
            long healed,
            @Nullable String waitsFor,
            @Nullable List<Difference> discrepancies) {

        static Told of(Run run, @Nullable List<Discrepancy> discrepancies) {
            return new Told(
                    run.id(),
                    run.provider().name(),
                    run.period().from(),
                    run.period().to(),
                    run.status(),
                    run.requestedBy(),
                    run.requested(),
                    run.finished(),
                    run.read(),
                    run.matched(),
                    run.healed(),
                    run.waitsFor(),
                    discrepancies == null
                            ? null
                            : discrepancies.stream().map(Difference::of).toList());
        }
    }

    /** What is left out is unknown to that side. */
    record Difference(
            UUID id,
            Kind kind,
            String providerRef,
            @Nullable AmountText expected,
            @Nullable AmountText actual,
            String cause,
            @Nullable String owner,
            Instant moved,
            Instant found) {

        static Difference of(Discrepancy each) {
            return new Difference(
                    each.id(),
                    each.kind(),
                    each.providerRef(),
                    text(each.expected()),
                    text(each.actual()),
                    each.kind().cause(),
                    each.owner(),
                    each.moved(),
                    each.found());
        }

        private static @Nullable AmountText text(@Nullable Money money) {
            return money == null ? null : AmountText.of(money);
        }
    }

    /** Without their discrepancies. */
    record All(List<Told> reconciliations) {}

    private final Reconciliations reconciliations;

    ReconciliationApi(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @Operation(summary = "Have a provider's statement of a period compared with the books")
    @PostMapping
    ResponseEntity<Told> start(@RequestBody Wanted wanted, @AuthenticationPrincipal StaffMember me) {
        Run run = reconciliations.start(wanted.provider(), wanted.from(), wanted.to(), me);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/reconciliations/" + run.id()))
                .body(Told.of(run, reconciliations.discrepancies(run)));
    }

    @Operation(summary = "The last hundred, the newest first")
    @GetMapping
    All list() {
        return new All(
                reconciliations.latest().stream().map(run -> Told.of(run, null)).toList());
    }

    @Operation(summary = "How far one is, and what still differs")
    @GetMapping("/{id}")
    Told show(@PathVariable UUID id) {
        Run run = reconciliations.run(id);
        return Told.of(run, reconciliations.discrepancies(run));
    }
}
