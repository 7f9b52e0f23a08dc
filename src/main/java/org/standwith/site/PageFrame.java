package org.standwith.site;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the layout needs on every page. */
@ControllerAdvice(annotations = Controller.class)
class PageFrame {

    private final SiteProperties site;

    PageFrame(SiteProperties site) {
        this.site = site;
    }

    @ModelAttribute("organisation")
    String organisation() {
        return site.organisation().name();
    }
}
