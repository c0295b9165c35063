package dev.gannet.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of the pages, by the exact target that asks for them; read once, when the server starts. A request looks up a key
 * and never reaches a disk.
 */
final class Assets {
    /** The page. */
    static final String INDEX = "/";
    /** The sheet of the page that stands at the door. */
    static final String DOOR_SHEET = "/door.css";

    private static final String HERE = "/dev/gannet/web/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml");

    /** A file; nobody may change its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier from jar to socket, never compared
    record Asset(String type, byte[] bytes) {}

    private final Map<String, Asset> files;

    private Assets(Map<String, Asset> files) {
        this.files = Map.copyOf(files);
    }

    /** The file of a target. */
    Optional<Asset> find(String target) {
        return Optional.ofNullable(files.get(target));
    }

    /** Every target. */
    Set<String> keys() {
        return files.keySet();
    }

    /** Those beside this class, in a jar or in a folder of classes, and those of the WebJars. */
    static Assets ofClassPath() {
        try {
            URL door = resource(HERE + "door/door.css");
            URLConnection connection = door.openConnection();
            if (connection instanceof JarURLConnection inJar) {
                Path jar = Path.of(inJar.getJarFileURL().toURI());
                try (FileSystem inside = FileSystems.newFileSystem(jar)) {
                    return ofFolder(inside.getPath(HERE));
                }
            }
            return ofFolder(Path.of(parent(door.toURI())));
        } catch (IOException e) {
            throw new UncheckedIOException("the files of the pages cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the files of the pages have no address", e);
        }
    }

    private static URI parent(URI door) {
        return door.resolve("..");
    }

    /** Those of a folder laid out as the resources of this package, and those of the WebJars. */
    static Assets ofFolder(Path folder) throws IOException {
        Map<String, Asset> files = new HashMap<>();
        files.put(INDEX, asset(folder.resolve("index.html")));
        files.put(DOOR_SHEET, asset(folder.resolve("door/door.css")));
        put(files, folder, "app");
        put(files, folder, "messages");
        putLibraries(files);
        return new Assets(files);
    }

    private static void put(Map<String, Asset> files, Path folder, String part) throws IOException {
        Path top = folder.resolve(part);
        if (!Files.isDirectory(top)) {
            return;
        }
        try (Stream<Path> all = Files.walk(top)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                String key = "/" + folder.relativize(file).toString().replace('\\', '/');
                if (TYPES.containsKey(extension(key))) {
                    files.put(key, asset(file));
                }
            }
        }
    }

    private static Asset asset(Path file) throws IOException {
        return asset(file.toString(), Files.readAllBytes(file));
    }

    private static Asset asset(String name, byte[] bytes) {
        return new Asset(TYPES.getOrDefault(extension(name), "application/octet-stream"), bytes);
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void putLibraries(Map<String, Asset> files) throws IOException {
        String hooks = new String(library("preact", "hooks/dist/hooks.module.js"), StandardCharsets.UTF_8);
        files.put("/lib/preact.js", asset("preact.js", library("preact", "dist/preact.module.js")));
        files.put("/lib/hooks.js", asset("hooks.js", pointed(hooks).getBytes(StandardCharsets.UTF_8)));
        files.put("/lib/uplot.js", asset("uplot.js", library("uplot", "dist/uPlot.esm.js")));
        files.put("/lib/uplot.css", asset("uplot.css", library("uplot", "dist/uPlot.min.css")));
    }

    /** Browsers know no bare module names, and an import map would be an inline script. */
    static String pointed(String hooks) {
        String bare = "from\"preact\"";
        if (!hooks.contains(bare)) {
            throw new IllegalStateException(
                    "preact's hooks.module.js has no import %s to point at /lib/preact.js; the WebJar has changed"
                            .formatted(bare));
        }
        return hooks.replace(bare, "from\"/lib/preact.js\"");
    }

    private static byte[] library(String name, String file) throws IOException {
        return read("/META-INF/resources/webjars/%s/%s/%s".formatted(name, version(name), file));
    }

    private static String version(String name) throws IOException {
        List<String> lines = new String(
                        read("/META-INF/maven/org.webjars.npm/%s/pom.properties".formatted(name)),
                        StandardCharsets.UTF_8)
                .lines()
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("version="))
                .map(line -> line.substring("version=".length()).strip())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the WebJar of %s states no version".formatted(name)));
    }

    private static URL resource(String path) {
        URL url = Assets.class.getResource(path);
        if (url == null) {
            throw new IllegalStateException("%s is not on the class path; build Gannet again".formatted(path));
        }
        return url;
    }

    private static byte[] read(String path) throws IOException {
        try (InputStream in = resource(path).openStream()) {
            return in.readAllBytes();
        }
    }
}
