package dev.gannet.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.plane.PlaneGame;
import dev.gannet.trace.Act;
import dev.gannet.trace.plane.PlaneView;
import dev.gannet.web.Binding;
import dev.gannet.web.Site;
import dev.gannet.web.WebServer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

class PlanePageTest {
    @Test
    void the_game_with_points_is_played_from_the_page() throws Exception {
        try (Browser browser = Browser.open();
                PlaneGame game = new PlaneGame("good")) {
            SequencedMap<String, Act<?, ?>> acts = new LinkedHashMap<>(Map.of("plane", game));
            try (WebServer server = WebServer.start(new Site(List.of(), acts, "plane", true), Binding.loopback(0))) {
                browser.visit(server.uri());
                browser.element(".plane canvas");
                browser.press(Keys.SPACE);
                browser.until(() -> game.view().step() > 20, "twenty steps");
                browser.press(Keys.SPACE);
                browser.until(() -> game.view().state() == PlaneView.State.PAUSED, "a pause");
                long step = game.view().step();
                browser.until(
                        () -> browser.texts(".plane-step").stream().anyMatch(text -> text.contains("" + step)),
                        "step %d on the page".formatted(step));
                browser.screenshot("plane");
                browser.dark(true);
                browser.phone();
                assertThat(browser.fits()).as("fits a phone").isTrue();
                browser.screenshot("plane-phone");
                browser.assertNoComplaints();
            }
        }
    }
}
