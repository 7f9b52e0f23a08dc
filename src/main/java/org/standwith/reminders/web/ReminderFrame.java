package org.standwith.reminders.web;

import org.springframework.stereotype.Component;
import org.standwith.reminders.ReminderRequests;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** Tells the pages of other modules whether somebody can be reminded by a letter. */
@Component
class ReminderFrame {

    ReminderFrame(ReminderRequests requests, ThymeleafViewResolver views) {
        views.addStaticVariable("remindersByMail", requests.areTaken());
    }
}
