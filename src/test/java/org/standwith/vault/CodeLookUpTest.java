package org.standwith.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** That a code has at least 128 bits is shown by SupporterCodeTest. */
class CodeLookUpTest {

    @Test
    void t23ACodeIsLookedUpByAKeyedIndexThatIsAnotherUnderAnotherKey() {
        try (Installation one = new Installation();
                Installation other = new Installation()) {
            Node node = one.node();
            SupporterCode code = Objects.requireNonNull(node.transaction.execute(status ->
                    node.dossiers.admit(Node.dossier("jane@example.org")).code()));
            byte[] kept = one.jdbc
                    .sql("select code_index from dossier")
                    .query((row, number) -> row.getBytes(1))
                    .single();

            assertThat(kept)
                    .hasSize(BlindIndexes.LENGTH)
                    .isEqualTo(node.indexes.of(BlindIndexes.Purpose.CODE, code.verifier()))
                    .isNotEqualTo(other.node().indexes.of(BlindIndexes.Purpose.CODE, code.verifier()))
                    .isNotEqualTo(Arrays.copyOf(code.verifier(), BlindIndexes.LENGTH));
        }
    }
}
