package org.standwith.site;

import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;

/** What the layout needs on every page, also on those that tell of an error. */
@Component
class PageFrame implements WebMvcConfigurer {

    PageFrame(SiteProperties site, ThymeleafViewResolver views) {
        views.addStaticVariable("organisation", site.organisation().name());
    }
}
