package org.standwith;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.annotation.Autowired;
import org.standwith.vault.Holding;

/** Who holds something of supporters can tell it and erase it. */
@StandwithTest
class HoldingTest {

    /** It calls the others: the dossier and its key are what an erasure destroys itself, and what an export begins with. */
    private static final Set<String> CALLER = Set.of("vault");

    @Autowired
    List<Holding> holdings;

    private final Inventory inventory = Inventory.read();

    @Test
    void everyModuleThatHoldsSomethingOfSupportersExportsAndErasesIt() {
        assertThat(inventory.modulesThatHold("supporters")).contains("contributions", "payments");
        assertThat(modulesWithout(holdings)).isEmpty();
    }

    @Test
    void aModuleWithoutAHoldingIsNamed() {
        assertThat(modulesWithout(List.of()))
                .containsExactly("contributions", "mail", "notices", "payments", "reminders", "supporters");
        assertThat(modulesWithout(holdings.stream()
                        .filter(each -> !moduleOf(each).equals("payments"))
                        .toList()))
                .containsExactly("payments");
    }

    private Set<String> modulesWithout(Collection<Holding> some) {
        Set<String> modules = inventory.modulesThatHold("supporters").stream()
                .filter(module -> !CALLER.contains(module))
                .collect(toCollection(TreeSet::new));
        some.forEach(each -> modules.remove(moduleOf(each)));
        return modules;
    }

    private static String moduleOf(Holding holding) {
        return AopUtils.getTargetClass(holding).getPackageName().replaceFirst("^org\\.standwith\\.([^.]+).*", "$1");
    }
}
