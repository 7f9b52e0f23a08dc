package org.standwith.journeys;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticator;
import org.openqa.selenium.virtualauthenticator.VirtualAuthenticatorOptions;
import standwith.sandbox.Chromium;

/** A real browser without a window. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String AXE = script("/axe.min.js");

    private final Chromium chromium;
    private final ChromeDriver driver;

    private Browser(Chromium chromium) {
        this.chromium = chromium;
        this.driver = chromium.driver();
    }

    private static String script(String name) {
        try (InputStream in = Objects.requireNonNull(Browser.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Skips the test where there is no browser, unless {@code CI_BROWSER=required}. */
    static Browser open(String... more) {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--window-size=1000,1400");
        return new Browser(Chromium.lend(arguments.toArray(String[]::new)));
    }

    Browser visit(URI address) {
        driver.get(address.toString());
        return this;
    }

    /** Clicks what this CSS selector finds, and waits for the page that follows, if one does. */
    Browser click(String selector) {
        WebElement element = find(selector);
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", element);
        if (element.getTagName().equals("input")) {
            // Radio buttons lie invisible under their labels.
            driver.executeScript("arguments[0].click()", element);
        } else {
            element.click();
        }
        return this;
    }

    /** Clicks where the page's scripts are switched off. */
    Browser press(String selector) {
        find(selector).click();
        return this;
    }

    /** Clicks what saves a file, and waits until it lies in this empty folder. */
    Path saves(String selector, Path folder) {
        driver.executeCdpCommand(
                "Page.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
        click(selector);
        wait(() -> saved(folder).isPresent());
        return saved(folder).orElseThrow();
    }

    /** Until it is whole it has another name. */
    private static Optional<Path> saved(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(each -> !each.toString().endsWith(".crdownload")
                            && !each.getFileName().toString().startsWith("."))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Browser type(String selector, String text) {
        WebElement element = find(selector);
        element.clear();
        element.sendKeys(text);
        return this;
    }

    /** Waits for a page whose main heading says this. */
    Browser sees(String heading) {
        wait(() -> driver.findElements(By.tagName("h1")).stream()
                .anyMatch(each -> each.getText().contains(heading)));
        return this;
    }

    /** Waits until the page's text has this. */
    Browser reads(String text) {
        wait(() -> driver.findElement(By.tagName("body")).getText().contains(text));
        return this;
    }

    /** What axe finds wrong with the page by WCAG 2.2, levels A and AA: the rule, and where. */
    List<String> barriers() {
        driver.executeScript(AXE);
        Object found = driver.executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })
               .then(result => done(result.violations.flatMap(each =>
                   each.nodes.map(node => each.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary))));
            """);
        return found instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
    }

    /** Bytes that came over the wire for this page, with all that it loads, when nothing was known before. */
    long weight() {
        return Long.parseLong(tells("['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))"
                + ".reduce((sum, each) => sum + each.encodedBodySize, 0)"));
    }

    /** As somebody has it who prefers dark pages, or light ones. */
    Browser prefers(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        return this;
    }

    /** On a device that keeps passkeys, and that unlocks for whoever holds it. */
    VirtualAuthenticator onADevice() {
        return driver.addVirtualAuthenticator(new VirtualAuthenticatorOptions()
                .setProtocol(VirtualAuthenticatorOptions.Protocol.CTAP2)
                .setTransport(VirtualAuthenticatorOptions.Transport.INTERNAL)
                .setHasResidentKey(true)
                .setHasUserVerification(true)
                .setIsUserVerified(true));
    }

    Browser back() {
        driver.navigate().back();
        return this;
    }

    Browser escape() {
        driver.switchTo().activeElement().sendKeys(Keys.ESCAPE);
        return this;
    }

    /** What this JavaScript expression comes to. */
    String tells(String expression) {
        return String.valueOf(driver.executeScript("return " + expression));
    }

    URI address() {
        return URI.create(String.valueOf(driver.getCurrentUrl()));
    }

    /** Runs inside the widget, which keeps its elements to itself. */
    Browser inside(String host, String script) {
        WebElement element = find(host);
        wait(() -> Boolean.TRUE.equals(driver.executeScript(
                "return arguments[0].shadowRoot !== null && arguments[0].shadowRoot.querySelector('form') !== null",
                element)));
        driver.executeScript("const root = arguments[0].shadowRoot;" + script, element);
        return this;
    }

    /** Waits until the widget says this. */
    Browser readsInside(String host, String text) {
        WebElement element = find(host);
        wait(() -> String.valueOf(driver.executeScript("return arguments[0].shadowRoot?.textContent ?? ''", element))
                .contains(text));
        return this;
    }

    /** Types into a field in a frame of the page. */
    Browser typeWithin(String frame, String selector, String text) {
        return within(frame, () -> {
            wait(() -> driver.findElement(By.cssSelector(selector)).isEnabled());
            find(selector).sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
        });
    }

    /** Clicks in a frame of the page, which may go away by that. */
    Browser clickWithin(String frame, String selector) {
        return within(frame, () -> {
            wait(() -> driver.findElement(By.cssSelector(selector)).isDisplayed());
            find(selector).click();
        });
    }

    /** Waits until there is no such element. */
    Browser misses(String selector) {
        wait(() -> driver.findElements(By.cssSelector(selector)).isEmpty());
        return this;
    }

    /** Waits until the button can be pressed. */
    Browser offers(String selector) {
        wait(() -> driver.findElement(By.cssSelector(selector)).isDisplayed()
                && driver.findElement(By.cssSelector(selector)).isEnabled());
        return this;
    }

    /** Waits until the address starts with this. */
    Browser arrives(String address) {
        wait(() -> String.valueOf(driver.getCurrentUrl()).startsWith(address));
        return this;
    }

    private Browser within(String frame, Runnable action) {
        driver.switchTo().frame(find(frame));
        try {
            action.run();
        } finally {
            driver.switchTo().defaultContent();
        }
        return this;
    }

    private WebElement find(String selector) {
        wait(() -> !driver.findElements(By.cssSelector(selector)).isEmpty());
        return driver.findElement(By.cssSelector(selector));
    }

    private void wait(BooleanSupplier condition) {
        try {
            new WebDriverWait(driver, PATIENCE).until(each -> holds(condition));
        } catch (TimeoutException e) {
            String page = driver.findElement(By.tagName("body")).getText();
            throw new AssertionError("At " + driver.getCurrentUrl() + " the page says:\n" + page, e);
        }
    }

    /** Not while one page gives way to the next: what was found on the one may be gone before it is read. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (StaleElementReferenceException | NoSuchElementException e) {
            return false;
        } catch (WebDriverException e) {
            if (String.valueOf(e.getMessage()).contains("does not belong to the document")) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        chromium.close();
    }
}
