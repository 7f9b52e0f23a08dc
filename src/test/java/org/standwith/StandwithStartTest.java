package org.standwith;

import org.junit.jupiter.api.Test;

@StandwithTest
class StandwithStartTest {

    @Test
    void theApplicationStarts() {}
}
