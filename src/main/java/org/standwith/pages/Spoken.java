package org.standwith.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** The language that was chosen, on the way from one page to the next: it lives in addresses and forms alone. */
public final class Spoken {

    private static final Pattern TAG = Pattern.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}");

    private Spoken() {}

    /** What an address has to carry of it, to be appended to a path; empty where none was chosen. */
    public static String after(HttpServletRequest request) {
        String locale = request.getParameter("locale");
        return locale != null && TAG.matcher(locale).matches() ? "?locale=" + locale : "";
    }

    /**
     * A page of ours in that language, with a word on what has happened.
     *
     * @param told empty where nothing has
     */
    public static String with(HttpServletRequest request, String path, String told) {
        String spoken = after(request);
        String word = told.isEmpty() ? "" : (spoken.isEmpty() ? "?" : "&") + "told=" + told;
        return path + spoken + word;
    }
}
