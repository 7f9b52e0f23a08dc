package org.standwith.staff;

import java.util.function.LongSupplier;

/**
 * Something that waits for people. Whichever module has such a thing makes it a bean, and staff see it on their first page.
 *
 * @param what waits, in a word or two for a page
 * @param page where something is done about it: a path under {@code /office}, for everybody who may read reports
 * @param waiting how much of it waits now
 */
public record Backlog(String what, String page, LongSupplier waiting) {}
