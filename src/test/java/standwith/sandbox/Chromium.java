package standwith.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.bidi.browsingcontext.BrowsingContext;
import org.openqa.selenium.bidi.browsingcontext.CreateContextParameters;
import org.openqa.selenium.bidi.module.Browser;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * Debian's Chromium without a window, for one test. A browser takes seconds to start, and so goes on to the next test that
 * asks for one with the same arguments; what it keeps of a visitor (cookies, storage, cache) is of one test only.
 */
public final class Chromium implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final ConcurrentHashMap<List<String>, Queue<ChromeDriver>> IDLE = new ConcurrentHashMap<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Chromium::quitAll));
    }

    private final ChromeDriver driver;
    private final Queue<ChromeDriver> home;
    private final String nobody;
    private final String visitor;

    private Chromium(ChromeDriver driver, Queue<ChromeDriver> home) {
        this.driver = driver;
        this.home = home;
        this.nobody = driver.getWindowHandle();
        this.visitor = new Browser(driver).createUserContext();
        BrowsingContext page =
                new BrowsingContext(driver, new CreateContextParameters(WindowType.WINDOW).userContext(visitor));
        driver.switchTo().window(page.getId());
    }

    /** Skips the test where there is no browser, unless {@code CI_BROWSER=required}. */
    public static Chromium lend(String... arguments) {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
        if (!"required".equals(System.getenv("CI_BROWSER"))) {
            Assumptions.assumeTrue(there, "Needs Debian's chromium and chromium-driver");
        }
        List<String> kind = List.of(arguments);
        Queue<ChromeDriver> home = IDLE.computeIfAbsent(kind, each -> new ConcurrentLinkedQueue<>());
        ChromeDriver idle = home.poll();
        return new Chromium(idle == null ? start(kind) : idle, home);
    }

    public ChromeDriver driver() {
        return driver;
    }

    /** Forgets the visitor, with every page that is open. */
    @Override
    public void close() {
        new Browser(driver).removeUserContext(visitor);
        driver.switchTo().window(nobody);
        home.add(driver);
    }

    private static ChromeDriver start(List<String> kind) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toFile());
        options.enableBiDi();
        List<String> arguments = new ArrayList<>(List.of(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--lang=en-US"));
        arguments.addAll(kind);
        options.addArguments(arguments);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .usingAnyFreePort()
                .build();
        return new ChromeDriver(service, options);
    }

    private static void quitAll() {
        IDLE.values().forEach(each -> each.forEach(ChromeDriver::quit));
    }
}
