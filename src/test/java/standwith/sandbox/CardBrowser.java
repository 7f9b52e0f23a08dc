package standwith.sandbox;

import java.net.URI;
import java.time.Duration;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser without a window, at a page with card fields. */
final class CardBrowser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final By CARD = By.cssSelector("#card iframe");
    private static final By CHALLENGE = By.cssSelector("body > iframe");

    private final Chromium chromium;
    private final ChromeDriver driver;
    private final WebDriverWait wait;

    private CardBrowser(Chromium chromium) {
        this.chromium = chromium;
        this.driver = chromium.driver();
        this.wait = new WebDriverWait(driver, PATIENCE);
    }

    /** Skips the test where there is no browser, unless {@code CI_BROWSER=required}. */
    static CardBrowser open() {
        return new CardBrowser(Chromium.lend("--window-size=400,800"));
    }

    CardBrowser visit(URI address) {
        driver.get(address.toString());
        return this;
    }

    /** Types into a field of the card, in its frame. */
    CardBrowser enter(String field, String text) {
        return within(CARD, () -> {
            WebElement input = wait.until(ExpectedConditions.elementToBeClickable(By.id(field)));
            input.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
        });
    }

    /** What an element in the frame of the card says. */
    String inside(String selector) {
        driver.switchTo().frame(driver.findElement(CARD));
        try {
            return driver.findElement(By.cssSelector(selector)).getText();
        } finally {
            driver.switchTo().defaultContent();
        }
    }

    CardBrowser click(String selector) {
        driver.findElement(By.cssSelector(selector)).click();
        return this;
    }

    /** Presses a button of the bank's page, which then goes away. */
    CardBrowser answer(String selector) {
        wait.until(ExpectedConditions.presenceOfElementLocated(CHALLENGE));
        within(
                CHALLENGE,
                () -> wait.until(ExpectedConditions.elementToBeClickable(By.cssSelector(selector)))
                        .click());
        wait.until(ExpectedConditions.numberOfElementsToBe(CHALLENGE, 0));
        return this;
    }

    /** Waits until the element says something like this. */
    CardBrowser reads(String selector, String text) {
        wait.until(ExpectedConditions.textToBePresentInElementLocated(By.cssSelector(selector), text));
        return this;
    }

    String text(String selector) {
        return driver.findElement(By.cssSelector(selector)).getText();
    }

    String run(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    @Override
    public void close() {
        chromium.close();
    }

    private CardBrowser within(By frame, Runnable action) {
        driver.switchTo().frame(driver.findElement(frame));
        action.run();
        driver.switchTo().defaultContent();
        return this;
    }
}
