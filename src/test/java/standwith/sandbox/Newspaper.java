package standwith.sandbox;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** A newspaper on another origin than the application's, which shows the form. */
@Controller
final class Newspaper {

    private final Sandbox sandbox;

    Newspaper(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    @GetMapping("/newspaper")
    String article(Model model) {
        model.addAttribute("script", sandbox.standwith().resolve("/widget.js"));
        model.addAttribute("standwith", sandbox.standwith());
        // The widget asks what became of it, so the article itself is a good place to come back to.
        model.addAttribute("article", sandbox.address().resolve("/newspaper"));
        return "newspaper";
    }
}
