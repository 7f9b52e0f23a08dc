package org.standwith.risk;

/**
 * What is wrong in the text of a policy.
 *
 * @param path where, by the keys that lead there; empty where it is the whole
 */
public record Fault(String path, String what) {

    @Override
    public String toString() {
        return path.isEmpty() ? what : path + " " + what;
    }
}
