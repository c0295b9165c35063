package dev.gannet.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetsTest {
    private final Assets assets = Assets.ofClassPath();

    private static Path classes() throws Exception {
        return Path.of(
                Assets.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static Path folder() throws Exception {
        return classes().resolve("dev/gannet/web");
    }

    @Test
    void every_file_of_the_pages_has_its_key_and_nothing_else_has() throws Exception {
        Set<String> expected = new TreeSet<>(
                List.of("/", "/door.css", "/lib/preact.js", "/lib/hooks.js", "/lib/uplot.js", "/lib/uplot.css"));
        for (String part : List.of("app", "messages")) {
            if (Files.isDirectory(folder().resolve(part))) {
                try (java.util.stream.Stream<Path> files = Files.walk(folder().resolve(part))) {
                    files.filter(file -> file.toString().matches(".*\\.(js|css|json|svg|html)"))
                            .forEach(file -> expected.add("/" + relative(file)));
                }
            }
        }
        assertThat(assets.keys()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static String relative(Path file) {
        try {
            return folder().relativize(file).toString().replace('\\', '/');
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void browsers_find_the_libraries_without_a_build() {
        String hooks = text("/lib/hooks.js");
        assertThat(hooks).contains("from\"/lib/preact.js\"").doesNotContain("from\"preact\"");
        assertThat(text("/lib/preact.js")).contains("export{").doesNotContain("import{");
        assertThat(text("/lib/uplot.js")).contains("export { uPlot as default }");
        assertThat(text("/lib/uplot.css")).contains(".uplot");
        assertThat(assets.find("/lib/uplot.css").map(Assets.Asset::type)).contains("text/css; charset=utf-8");
        assertThat(assets.find("/lib/hooks.js").map(Assets.Asset::type)).contains("text/javascript; charset=utf-8");
        assertThat(assets.find("/").map(Assets.Asset::type)).contains("text/html; charset=utf-8");
    }

    private String text(String key) {
        return assets.find(key)
                .map(asset -> new String(asset.bytes(), StandardCharsets.UTF_8))
                .orElse("");
    }

    @Test
    void a_library_that_has_changed_is_noticed_at_the_start() {
        assertThatThrownBy(() -> Assets.pointed("import {options} from 'preact'"))
                .hasMessage(
                        "preact's hooks.module.js has no import from\"preact\" to point at /lib/preact.js; the WebJar has"
                                + " changed");
    }

    @Test
    void in_a_jar_there_is_the_same(@TempDir Path temporary) throws Exception {
        Path jar = temporary.resolve("with space & more.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                java.util.stream.Stream<Path> files = Files.walk(folder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.putNextEntry(
                        new JarEntry(classes().relativize(file).toString().replace('\\', '/')));
                entries.write(Files.readAllBytes(file));
            }
        }
        List<URL> urls = new ArrayList<>(List.of(jar.toUri().toURL()));
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            if (entry.endsWith(".jar")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Class<?> inJar = loader.loadClass(Assets.class.getName());
            Object there = open(inJar.getDeclaredMethod("ofClassPath")).invoke(null);
            assertThat(open(inJar.getDeclaredMethod("keys")).invoke(there)).isEqualTo(assets.keys());
        }
    }

    private static Method open(Method method) {
        method.setAccessible(true);
        return method;
    }

    @Test
    void files_that_are_no_part_of_a_page_are_left_out(@TempDir Path temporary) throws IOException {
        for (String file :
                List.of("index.html", "door/door.css", "app/a.js", "app/a.js.swp", "app/NOTES.md", "secret.json")) {
            Files.createDirectories(temporary.resolve(file).getParent());
            Files.writeString(temporary.resolve(file), "");
        }
        assertThat(Assets.ofFolder(temporary).keys())
                .contains("/app/a.js")
                .doesNotContain("/app/a.js.swp", "/app/NOTES.md", "/secret.json", "/index.html");
    }
}
