package org.standwith.payments;

/**
 * One thing that has to be set at a provider, and whether it is.
 *
 * @param matter what it is about, in few words
 * @param mend what somebody has to do over there where it is not right
 */
public record SetUpCheck(String matter, Standing standing, String mend) {

    /** Whether it is as it has to be. */
    public enum Standing {
        RIGHT,
        WRONG,
        /** The provider never tells: somebody has to look. */
        NOT_TOLD,
        /** The provider was asked, and gave no answer that says it. */
        NOT_ANSWERED;

        /** Of something that the provider has told. */
        public static Standing of(boolean right) {
            return right ? RIGHT : WRONG;
        }
    }
}
