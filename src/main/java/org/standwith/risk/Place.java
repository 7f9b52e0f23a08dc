package org.standwith.risk;

/**
 * A country or a part of one to choose from.
 *
 * @param name in the reader's language
 */
public record Place(String code, String name) {}
