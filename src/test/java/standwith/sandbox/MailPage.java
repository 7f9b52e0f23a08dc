package standwith.sandbox;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import standwith.sandbox.mail.MailCatcher;

/** The mails that the application sent: what is in everybody's mailbox. */
@Controller
final class MailPage {

    private final MailCatcher mail;

    MailPage(MailCatcher mail) {
        this.mail = mail;
    }

    @GetMapping("/mail")
    String show(Model model) {
        model.addAttribute("mails", mail.caught().reversed());
        return "mail";
    }
}
