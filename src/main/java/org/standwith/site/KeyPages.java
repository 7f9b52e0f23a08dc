package org.standwith.site;

import java.util.List;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.standwith.problem.Problem;
import org.standwith.staff.StaffMember;
import org.standwith.vault.Rotations;

/** Replacing the vault's keys, and how far that has come. */
@Controller
@RequestMapping("/office/keys")
class KeyPages {

    private final KeyReplacement replacement;

    KeyPages(KeyReplacement replacement) {
        this.replacement = replacement;
    }

    @GetMapping
    String show(Model model) {
        List<Rotations.Progress> latest = replacement.latest();
        model.addAttribute("rotations", latest);
        model.addAttribute("kinds", Rotations.Kind.values());
        model.addAttribute("running", latest.stream().anyMatch(each -> each.finished() == null));
        return "office/keys";
    }

    @PostMapping
    String replace(
            @RequestParam Rotations.Kind kind, @AuthenticationPrincipal StaffMember me, RedirectAttributes next) {
        try {
            replacement.start(kind, me);
            next.addFlashAttribute("done", "It has begun. It goes on by itself, also after a restart.");
        } catch (Problem problem) {
            next.addFlashAttribute("refused", problem.getMessage());
        }
        return "redirect:/office/keys";
    }
}
