package org.standwith.reminders.web;

import static org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.standwith.reminders.ReminderRequest;
import org.standwith.reminders.ReminderRequests;
import org.standwith.risk.VisitorSignals;

@RestController
class ReminderApi {

    /** The same for everybody. */
    record Taken(String status) {}

    private static final Taken TAKEN = new Taken("ACCEPTED");

    private final ReminderRequests requests;
    private final VisitorSignals visitors;

    ReminderApi(ReminderRequests requests, VisitorSignals visitors) {
        this.requests = requests;
        this.visitors = visitors;
    }

    @Operation(
            summary = "Ask to be reminded",
            description = "Of remindIn, remindOn and recurring, exactly one. Whoever reads the mailbox is asked by a"
                    + " letter whether it was them; nothing is sent before they say so, and nothing is kept after two"
                    + " days if they do not. The answer does not tell whether the address is known.")
    @ApiResponse(responseCode = "202", description = "Taken, or as if it were")
    @ApiResponse(
            responseCode = "403",
            description = "No letter is sent here, since it might be read by others: offer an entry in one's own"
                    + " calendar, at /remind",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "422",
            description = "Some fields are not acceptable",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @ApiResponse(
            responseCode = "503",
            description = "No mail is sent from here",
            content = @Content(mediaType = APPLICATION_PROBLEM_JSON_VALUE))
    @PostMapping("/api/v1/reminders")
    ResponseEntity<Taken> ask(@RequestBody ReminderRequest request, HttpServletRequest http) {
        requests.ask(request, visitors.of(http));
        return ResponseEntity.accepted().cacheControl(CacheControl.noStore()).body(TAKEN);
    }
}
