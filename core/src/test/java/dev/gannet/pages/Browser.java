package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Chromium without a window. Pictures of it go to {@code target/screens/}. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path SCREENS = Path.of("target", "screens");
    private static final boolean PICTURES = Boolean.getBoolean("gannet.screens");

    private static final Deque<Browser> LAST = new ArrayDeque<>(1);

    private final ChromeDriver driver;
    private final List<ProcessHandle> processes;

    private Browser(ChromeDriver driver, List<ProcessHandle> processes) {
        this.driver = driver;
        this.processes = processes;
    }

    /**
     * A browser that knows nothing of what it was used for before; the test is skipped, and says so, where there is none. To
     * start and to end one takes two seconds: all tests of a JVM take turns with the same.
     */
    static Browser open() {
        synchronized (LAST) {
            Browser browser = LAST.isEmpty() ? start() : LAST.removeFirst();
            try {
                browser.forget();
                return browser;
            } catch (WebDriverException e) {
                browser.end(); // it has not survived the test before
                return start();
            }
        }
    }

    private static Browser start() {
        // the shell is the same Chromium without what only a window needs: half of its work
        Optional<Path> chromium = found("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = found("chromedriver");
        assumeTrue(
                chromium.isPresent() && driver.isPresent(),
                "skipped: needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--lang=en",
                "--force-prefers-reduced-motion"); // a frame that nobody waits for costs as much as one that is looked
        // at
        options.setExperimentalOption("prefs", Map.of("intl.accept_languages", "en"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.orElseThrow().toFile())
                .build();
        Set<ProcessHandle> before = ProcessHandle.current().descendants().collect(Collectors.toSet());
        ChromeDriver started = new ChromeDriver(service, options);
        List<ProcessHandle> processes = ProcessHandle.current()
                .descendants()
                .filter(process -> !before.contains(process))
                .toList();
        Browser browser = new Browser(started, processes);
        Runtime.getRuntime().addShutdownHook(new Thread(browser::end));
        return browser;
    }

    /** At once: asked to quit, Chromium takes a second and can leave processes behind. */
    private void end() {
        processes.stream()
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** Pages, cookies, what pages have remembered, sizes and tastes. */
    private void forget() {
        driver.get("about:blank");
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        driver.executeCdpCommand("Storage.clearDataForOrigin", Map.of("origin", "*", "storageTypes", "all"));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
        desktop();
        size(1280, 1000);
        complaints();
    }

    private static Optional<Path> found(String... names) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    void visit(URI address) {
        driver.get(address.toString());
    }

    void goTo(String hash) {
        driver.executeScript("location.hash = arguments[0]", hash);
    }

    /** Where the page is: what follows the # of its address. */
    String place() {
        return String.valueOf(driver.executeScript("return location.hash"));
    }

    /** From now on what the page copies comes here, not to a clipboard that others use too. */
    void catchCopies() {
        driver.executeScript("""
                window.copied = '';
                const clipboard = { writeText: async text => { window.copied = text; } };
                Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
                """);
    }

    /** As in browsers that give pages no clipboard. */
    void withoutClipboard() {
        driver.executeScript("Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined })");
    }

    /** What the page has copied last. */
    String copied() {
        return String.valueOf(driver.executeScript("return window.copied"));
    }

    /** Presses a key anywhere on the page. */
    void press(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Presses a key with Shift. */
    void pressWithShift(CharSequence key) {
        new Actions(driver).keyDown(Keys.SHIFT).sendKeys(key).keyUp(Keys.SHIFT).perform();
    }

    /**
     * Types over what a field says, as people do. {@link WebElement#clear} tells the page nothing that people's typing does
     * (no input event), and the page puts back what it knows whenever it is drawn anew.
     */
    void retype(WebElement field, String text) {
        field.sendKeys(Keys.chord(Keys.CONTROL, "a"), text);
    }

    void next() {
        press(Keys.ARROW_RIGHT);
    }

    /** Waits for an element that can be seen. */
    WebElement element(String css) {
        return await(
                () -> all(css).stream().filter(WebElement::isDisplayed).findFirst(), "an element %s".formatted(css));
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    /** What the elements say, all read at once. */
    List<String> texts(String css) {
        Object found = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent.trim())", css);
        return ((List<?>) Optional.ofNullable(found).orElse(List.of()))
                .stream().map(String::valueOf).toList();
    }

    /** Clicks an element, wherever on the page it is and whatever moves there meanwhile. */
    void click(WebElement element) {
        driver.executeScript("arguments[0].click()", element);
    }

    /** The button with this text. */
    WebElement button(String label) {
        return await(
                () -> all("button, a.button").stream()
                        .filter(button -> button.isDisplayed() && says(button.getText(), label))
                        .findFirst(),
                "a button %s".formatted(label));
    }

    /** Chooses one of a list. */
    void choose(String css, String value) {
        element(css)
                .findElement(By.cssSelector("option[value='%s']".formatted(value)))
                .click();
    }

    /** Beside its label a button may show a sign before it and its key after it. */
    private static boolean says(String text, String label) {
        return text.strip().matches("(\\S{1,2}\\s)?%s(\\s\\S{1,6})?".formatted(Pattern.quote(label)));
    }

    String body() {
        return String.join("\n", texts("body"));
    }

    void until(BooleanSupplier holds, String what) {
        await(() -> holds.getAsBoolean() ? Optional.of(true) : Optional.empty(), what);
    }

    /** Until what the page says settles to be this. */
    void untilTexts(String css, List<String> expected, String what) {
        try {
            until(() -> texts(css).equals(expected), what);
        } catch (AssertionError e) {
            assertThat(texts(css)).as(what).isEqualTo(expected);
        }
    }

    private <T> T await(Supplier<Optional<T>> wanted, String what) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < PATIENCE.toNanos()) {
            try {
                Optional<T> found = wanted.get();
                if (found.isPresent()) {
                    return found.get();
                }
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (StaleElementReferenceException e) {
                continue; // drawn anew meanwhile
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new AssertionError(
                "waited a minute for %s at %s, which says: %s".formatted(what, driver.getCurrentUrl(), body()));
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Light or dark, as the system would ask for. */
    void dark(boolean yes) {
        prefers("color-scheme", yes ? "dark" : "light");
    }

    /** Whether the system asks for less motion. */
    void calm(boolean yes) {
        prefers("reduced-motion", yes ? "reduce" : "no-preference");
    }

    private void prefers(String what, String value) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-" + what, "value", value))));
    }

    /** As at 200 % in a window 1280 pixels wide: half as many, each twice as large. */
    void zoomed() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 640, "height", 500, "deviceScaleFactor", 2, "mobile", false));
    }

    /** How an element is drawn, in words of CSS. */
    String style(String css, String property) {
        return element(css).getCssValue(property);
    }

    /** What has the focus, as its label says. */
    String focused() {
        return String.valueOf(driver.switchTo().activeElement().getDomAttribute("aria-label"));
    }

    /** As on a phone: 360 pixels wide. */
    void phone() {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 360, "height", 800, "deviceScaleFactor", 2, "mobile", true));
    }

    void desktop() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Whether everything is as wide as the window at most. */
    boolean fits() {
        return Boolean.TRUE.equals(driver.executeScript(
                "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
    }

    /** Draws a line with a pointer, from the middle of an element by so many pixels to the right and down. */
    void drag(WebElement element, int right, int down) {
        new Actions(driver)
                .moveToElement(element)
                .clickAndHold()
                .moveByOffset(right / 2, down / 2)
                .moveByOffset(right - right / 2, down - down / 2)
                .release()
                .perform();
    }

    void scrollTo(WebElement element) {
        driver.executeScript("arguments[0].scrollIntoView()", element);
    }

    /** For people to look at, if they have asked for it with {@code -Pscreens}. */
    void screenshot(String name) throws IOException {
        if (!PICTURES) {
            return;
        }
        Files.createDirectories(SCREENS);
        Files.write(SCREENS.resolve(name + ".png"), driver.getScreenshotAs(OutputType.BYTES));
    }

    /** A part of the page as it is on a desk, and in the dark on a phone, where everything must fit; then all is as before. */
    void shots(String css, String name) throws IOException {
        scrollTo(element(css));
        screenshot(name);
        phone();
        dark(true);
        assertThat(fits()).as("%s fits a phone", css).isTrue();
        scrollTo(element(css));
        screenshot(name + "-phone");
        dark(false);
        desktop();
    }

    /** Waits for screen readers to be told that an answer is there. */
    void untilAnswered(String title) {
        untilTexts("#live", List.of(title + ": the answer is there."), "told");
    }

    /** What the page has complained about since this was last asked. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(LogEntry::toString)
                .toList();
    }

    /** What the page has complained about; nothing may be. */
    void assertNoComplaints() {
        assertThat(complaints()).isEmpty();
    }

    /** Every address that the page has asked for anything. */
    List<String> addresses() {
        Object found = driver.executeScript("return performance.getEntriesByType('resource').map(e => e.name)");
        return ((List<?>) Optional.ofNullable(found).orElse(List.of()))
                .stream().map(String::valueOf).toList();
    }

    @Override
    public void close() {
        synchronized (LAST) {
            LAST.addFirst(this);
        }
    }
}
