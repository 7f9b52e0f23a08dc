package org.standwith.site;

import java.util.List;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.payments.DamagedEvent;
import org.standwith.staff.StaffMember;

/** Parked webhooks, for programs. */
@RestController
@RequestMapping("/api/v1/damaged-events")
class DamagedEventsApi {

    record Parked(List<DamagedEvent> events) {}

    private final Replays replays;

    DamagedEventsApi(Replays replays) {
        this.replays = replays;
    }

    @GetMapping
    Parked list() {
        return new Parked(replays.parked());
    }

    @PostMapping("/{id}/replay")
    DamagedEvent replay(@PathVariable UUID id, @AuthenticationPrincipal StaffMember me) {
        return replays.replay(id, me);
    }
}
