package org.standwith.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.annotation.Transactional;
import org.standwith.StandwithTest;
import org.standwith.problem.Problem;

@StandwithTest
@Transactional
class StaffAccountsTest {

    @Autowired
    private StaffAccounts staff;

    @Autowired
    private UserDetailsService signIn;

    @Autowired
    private PasswordEncoder encoder;

    @Autowired
    private AuditTrail trail;

    @Test
    void aNewAccountSignsInWithItsOneTimePasswordAndMustChangeIt() {
        String password = staff.create(" Ann@Example.org ", "Ann", Set.of(Role.AUDITOR), "test");

        StaffMember ann = (StaffMember) signIn.loadUserByUsername("ann@example.org");
        assertThat(encoder.matches(password, ann.getPassword())).isTrue();
        assertThat(ann.mustChangePassword()).isTrue();
        assertThat(ann.getAuthorities()).isEmpty();
    }

    @Test
    void aChangedPasswordIsTheOneThatCounts() {
        StaffMember ann = newcomer("ann@example.org", "a first good password");

        assertThat(encoder.matches("a first good password", ann.getPassword())).isTrue();
        assertThat(ann.mustChangePassword()).isFalse();
        assertThat(ann.scopes()).isEqualTo(Role.FINANCE.scopes());
    }

    @Test
    void aPasswordIsNotChangedWithoutTheCurrentOne() {
        StaffMember ann = newcomer("ann@example.org", "a first good password");

        refuses("current", () -> staff.changePassword(ann.id(), "a wrong one", "another good password"));
        refuses("next", () -> staff.changePassword(ann.id(), "a first good password", "short"));
        refuses("next", () -> staff.changePassword(ann.id(), "a first good password", "é".repeat(40)));
        refuses("next", () -> staff.changePassword(ann.id(), "a first good password", "a first good password"));
    }

    @Test
    void aDisabledAccountIsAsUnknownUntilItIsEnabledAgain() {
        StaffMember ann = newcomer("ann@example.org", "a first good password");

        staff.disable(ann.id(), "test");
        assertThatExceptionOfType(UsernameNotFoundException.class)
                .isThrownBy(() -> signIn.loadUserByUsername("ann@example.org"));
        assertThat(staff.stands(ann)).isFalse();

        staff.enable(ann.id(), "test");
        assertThat(signIn.loadUserByUsername("ann@example.org")).isNotNull();
    }

    @Test
    void nobodyDisablesThemselves() {
        StaffMember ann = newcomer("ann@example.org", "a first good password");

        assertThatExceptionOfType(Problem.class).isThrownBy(() -> staff.disable(ann.id(), ann.actor()));
    }

    @Test
    void aNameIsTakenOnceInAnyCase() {
        newcomer("ann@example.org", "a first good password");

        refuses("email", () -> staff.create("ANN@example.org", "Ann", Set.of(Role.ADMIN), "test"));
    }

    @Test
    void anAccountNeedsANameAndARole() {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(() -> staff.create("no address", " ", Set.of(), "test"))
                .satisfies(problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::name)
                        .containsExactly("email", "displayName", "roles"));
    }

    @Test
    void everyChangeIsInTheTrail() {
        StaffMember ann = newcomer("ann@example.org", "a first good password");
        staff.resetPassword(ann.id(), "boss@example.org");

        assertThat(trail.latest(3))
                .extracting(AuditEntry::actor, AuditEntry::action, AuditEntry::subject)
                .containsExactly(
                        tuple("boss@example.org", "account.reset-password", "ann@example.org"),
                        tuple("ann@example.org", "account.change-password", "ann@example.org"),
                        tuple("test", "account.create", "ann@example.org"));
    }

    private StaffMember newcomer(String email, String password) {
        String first = staff.create(email, "Ann", Set.of(Role.FINANCE), "test");
        StaffMember member = (StaffMember) signIn.loadUserByUsername(email);
        staff.changePassword(member.id(), first, password);
        return (StaffMember) signIn.loadUserByUsername(email);
    }

    private static void refuses(String field, ThrowingCallable call) {
        assertThatExceptionOfType(Problem.class)
                .isThrownBy(call)
                .satisfies(problem -> assertThat(problem.fields())
                        .extracting(Problem.Field::name)
                        .containsExactly(field));
    }
}
