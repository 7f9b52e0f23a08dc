package org.standwith.pages;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;

/** See other: the browser goes on with GET, at exactly this address. */
public final class Elsewhere extends RedirectView {

    /** @param address within our own, or one of a provider */
    public Elsewhere(URI address) {
        super(address.toString());
        setStatusCode(HttpStatus.SEE_OTHER);
        setExposeModelAttributes(false);
        setExpandUriTemplateVariables(false);
    }
}
