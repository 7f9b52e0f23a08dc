package org.standwith;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import jakarta.persistence.Entity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.spi.LoggingEventBuilder;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Controller;

@AnalyzeClasses(packagesOf = Standwith.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] WHERE_MONEY_IS = {
        "org.standwith.money..",
        "org.standwith.ledger..",
        "org.standwith.payments..",
        "org.standwith.contributions..",
        "org.standwith.memberships..",
        "org.standwith.receipts..",
        "org.standwith.refunds.."
    };

    private static final DescribedPredicate<JavaClass> FLOATING = describe(
            "a floating-point number",
            type -> Set.of("float", "double", "java.lang.Float", "java.lang.Double")
                    .contains(type.getName()));

    private static final DescribedPredicate<JavaMethodCall> ASKS_THE_MACHINE = describe(
            "that ask the machine what time it is",
            call -> call.getTargetOwner().getPackageName().equals("java.time")
                    && call.getName().equals("now")
                    && call.getTarget().getRawParameterTypes().stream()
                            .noneMatch(type -> type.isEquivalentTo(Clock.class)));

    private static final Pattern FOR_LOGGING = Pattern.compile(
            "ch\\.qos\\.logback\\.classic\\.Logger\\.setLevel\\(.*\\)|org\\.slf4j\\.(Logger\\.at(Error|Warn|Info)\\(\\)"
                    + "|spi\\.LoggingEventBuilder\\.(setCause\\(.*\\)|log\\(java\\.lang\\.String\\)"
                    + "|addKeyValue\\(java\\.lang\\.String, java\\.lang\\.Object\\)))");

    @ArchTest
    static final ArchRule onlyItsAdapterKnowsStripe = noClasses()
            .that()
            .resideOutsideOfPackage("org.standwith.payments.stripe")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.stripe..");

    @ArchTest
    static final ArchRule onlyItsAdapterKnowsPayPal = noClasses()
            .that()
            .resideOutsideOfPackage("org.standwith.payments.paypal")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.paypal..");

    @ArchTest
    static final ArchRule moneyAndBooksAndProblemsKnowNeitherWebNorJpa = noClasses()
            .that()
            .resideInAnyPackage("org.standwith.money..", "org.standwith.ledger", "org.standwith.problem..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.web..",
                    "org.springframework.http..",
                    "jakarta.servlet..",
                    "jakarta.persistence..",
                    "org.hibernate..",
                    "org.springframework.data..");

    @ArchTest
    static final ArchRule theClockIsTheOnlyNow = noClasses()
            .should()
            .callMethodWhere(ASKS_THE_MACHINE)
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callConstructor(Date.class);

    @ArchTest
    static final ArchRule theClockIsMadeInOnePlace = noClasses()
            .that()
            .doNotBelongToAnyOf(Standwith.class)
            .should()
            .callMethodWhere(describe(
                    "that make a clock",
                    call -> call.getTargetOwner().isEquivalentTo(Clock.class)
                            && call.getName().startsWith("system")));

    @ArchTest
    static final ArchRule noMoneyIsKeptInAFloatingPointNumber = noFields()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(WHERE_MONEY_IS)
            .should()
            .haveRawType(FLOATING);

    @ArchTest
    static final ArchRule noMoneyIsPassedAsAFloatingPointNumber = noCodeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(WHERE_MONEY_IS)
            .should()
            .haveRawParameterTypes(describe(
                    "with a floating-point number", types -> types.stream().anyMatch(FLOATING)));

    @ArchTest
    static final ArchRule noMoneyIsReturnedAsAFloatingPointNumber = noCodeUnits()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(WHERE_MONEY_IS)
            .should()
            .haveRawReturnType(FLOATING);

    @ArchTest
    static final ArchRule controllersAreNotPublic =
            classes().that().areMetaAnnotatedWith(Controller.class).should().notBePublic();

    @ArchTest
    static final ArchRule entitiesAreNotPublic =
            classes().that().areAnnotatedWith(Entity.class).should().notBePublic();

    @ArchTest
    static final ArchRule repositoriesAreNotPublic =
            classes().that().areAssignableTo(Repository.class).should().notBePublic();

    @ArchTest
    static final ArchRule namesSaySomething =
            noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl|Dto|DTO)");

    @ArchTest
    static final ArchRule nobodyWritesToTheConsole = GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

    /** Places for values, and texts that somebody else composed, are how values get into a log. */
    @ArchTest
    static final ArchRule linesOfTheLogAreTextCauseAndFields = noClasses()
            .should()
            .callMethodWhere(describe(
                    "that log anything but a text, a cause and fields",
                    call -> isForLogging(call.getTargetOwner())
                            && !FOR_LOGGING
                                    .matcher(call.getTarget().getFullName())
                                    .matches()))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..", "org.apache.juli..")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.lang.System$Logger");

    @Test
    void textsOfTheLogAreConstantAndTheirFieldsAreAllowed() throws IOException {
        Pattern text = Pattern.compile("\\.log\\(\\s*+(\"(?:[^\"\\\\]|\\\\.)*\"\\s*+\\))?");
        Pattern field = Pattern.compile("\\.addKeyValue\\(\\s*+(?:\"([a-z-]+)\",)?");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> logging = files.filter(file -> file.toString().endsWith(".java"))
                    .map(ArchitectureTest::text)
                    .filter(file -> file.contains("import org.slf4j.Logger;"))
                    .toList();
            assertThat(logging).hasSizeGreaterThan(5);
            assertThat(logging.stream().flatMap(file -> text.matcher(file).results()))
                    .isNotEmpty()
                    .allSatisfy(found ->
                            assertThat(found.group(1)).as(found.group()).isNotNull());
            assertThat(logging.stream().flatMap(file -> field.matcher(file).results()))
                    .isNotEmpty()
                    .allSatisfy(found -> assertThat(LogField.of(found.group(1)))
                            .as(found.group())
                            .isPresent());
        }
    }

    @Test
    void filesAreSmall() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main"))) {
            List<Path> large = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file) >= 300)
                    .toList();
            assertThat(large).isEmpty();
        }
    }

    /** But for the names of payments, which retention takes away: two statements each, that touch nothing else. */
    @Test
    void factsAndTheJournalAreNeverChanged() throws IOException {
        Pattern change =
                Pattern.compile("(?i)\\b(update|delete from|truncate( table)?)\\s+(fact|journal_entry|posting)\\b");
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<Path> changing = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> change.matcher(RENAMING.matcher(text(file)).replaceAll(""))
                            .find())
                    .toList();
            assertThat(changing).isEmpty();
        }
    }

    private static boolean isForLogging(JavaClass type) {
        return type.isAssignableTo(Logger.class) || type.isAssignableTo(LoggingEventBuilder.class);
    }

    private static final Pattern RENAMING =
            Pattern.compile("update (fact set fact_key = \\?, subject = \\?, target = \\?, body = \\? where"
                    + "|(journal_entry|posting) set entry_key = \\? where)");

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
