package org.standwith.contributions.web;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** See other: the browser goes on with GET, at exactly this address. */
final class Elsewhere extends RedirectView {

    Elsewhere(URI address) {
        super(address.toString());
        setStatusCode(HttpStatus.SEE_OTHER);
        setExposeModelAttributes(false);
        setExpandUriTemplateVariables(false);
    }
}
