package org.standwith.payments;

import java.util.List;

/**
 * Which settings an adapter cannot do without. Named in {@code spring.factories}, so that whoever installs Standwith is
 * told of all that is missing before anything is started.
 */
public interface ProviderSettings {

    /** Names of properties; where one of them is set, all have to be. */
    List<String> required();
}
