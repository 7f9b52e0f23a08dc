package org.standwith.contributions.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.support.RequestContextUtils;

/** In which language a page about a checkout speaks: the one that it was opened in, wherever it is looked at. */
final class Speech {

    private Speech() {}

    /**
     * Makes the answer speak it, unless another one was chosen on this very page.
     *
     * @param own the checkout's; null when that is not known any more
     */
    static Locale of(@Nullable Locale own, HttpServletRequest request, HttpServletResponse response) {
        LocaleResolver resolver = RequestContextUtils.getLocaleResolver(request);
        if (own != null && resolver != null && request.getParameter("locale") == null) {
            resolver.setLocale(request, response, own);
        }
        return RequestContextUtils.getLocale(request);
    }
}
