package org.standwith.contributions;

import java.util.UUID;

/**
 * A checkout was opened by whoever came by a link of ours that had something in it, for whoever made the link.
 *
 * @param note as it was in the link: anybody may have written it
 */
public record CameByLink(UUID checkout, String note) {

    @Override
    public String toString() {
        return "CameByLink[" + checkout + "]";
    }
}
