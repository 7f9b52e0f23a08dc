package org.standwith.contributions.web;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;
import org.standwith.vault.Sensitive;

/** What people write about themselves into a form is wrapped before anything can print it. */
@Component
class Discretion implements Converter<String, Sensitive<String>> {

    @Override
    public Sensitive<String> convert(String written) {
        return Sensitive.of(written);
    }
}
