package org.standwith.contributions.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What nobody can promise to somebody who pays, in both languages: neither a bank nor a phone is ours. */
final class Promises {

    private static final Pattern EMPTY =
            Pattern.compile("""
                anonym|untrac|\\b(cannot|can't|not) be traced|\\bsafe(ly|ty|r|st)?\\b|\\bsecur(e|ed|ely|ity)\\b\
                |(will not|won't|never|cannot) see\\b|(deleted|erased|removed) (everywhere|for good)\
                |аноним|безопасн|неотслежив|(нельзя|невозможно|не) (отслед|выслед)|защищ[её]н\\S* (плат|оплат)\
                |не (увид|узна[ею]т)|(удал|ст[ие]р)\\S* (отовсюду|везде|повсюду|навсегда)|секретн|тайн(о|ый|ая|ое|ые)\\b\
                """, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

    private Promises() {}

    static boolean in(String text) {
        return EMPTY.matcher(text).find();
    }

    static void areNotIn(String text) {
        assertThat(text).doesNotContainPattern(EMPTY);
    }
}
