package org.standwith.site;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What the layout needs on every page, also on those that tell of an error. */
@Component
class PageFrame implements WebMvcConfigurer {

    PageFrame(SiteProperties site, Texts texts, ThymeleafViewResolver views) {
        views.addStaticVariable("organisation", site.organisation().name());
        views.addStaticVariable("texts", texts.there());
        // Nothing was chosen, until Languages says otherwise.
        views.addStaticVariable("spoken", "");
    }

    /** Browsers ask for it beside whatever is not a page, which cannot name another one. */
    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addRedirectViewController("/favicon.ico", "/favicon.svg");
    }
}
