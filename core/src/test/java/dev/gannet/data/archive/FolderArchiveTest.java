package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.config.UserException;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderArchiveTest {
    @TempDir
    private Path folder = Path.of("");

    /** What a folder holds, by name. */
    private record Content(Map<String, Entry> pictures, Map<String, String> skipped) {
        Entry entry(String name) {
            return Objects.requireNonNull(pictures.get(name), name);
        }

        Map<String, String> labels() {
            Map<String, String> labels = new TreeMap<>();
            pictures.forEach((name, entry) -> labels.put(name, entry.label()));
            return labels;
        }
    }

    private Content content(Path root) throws IOException {
        Content content = new Content(new TreeMap<>(), new TreeMap<>());
        try (FolderArchive archive = new FolderArchive(root)) {
            archive.list(new Listing() {
                @Override
                public void picture(Entry entry) {
                    assertThat(content.pictures().put(entry.name(), entry)).isNull();
                }

                @Override
                public void skipped(String name, String reason) {
                    content.skipped().put(name, reason);
                }
            });
        }
        return content;
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "content of " + name);
    }

    private static String read(Path root, Entry entry) throws IOException, Rejected {
        try (FolderArchive archive = new FolderArchive(root)) {
            return new String(((Stored.File) archive.read(entry)).bytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void a_folder_that_cannot_be_listed_says_so() {
        assumeTrue(folder.toFile().setReadable(false) && !Files.isReadable(folder), "root may list everything");
        try {
            assertThatThrownBy(() -> Archives.recognise(folder))
                    .isInstanceOfSatisfying(
                            UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.DATA))
                    .hasMessage(folder + ": cannot be listed: permission denied");
        } finally {
            assertThat(folder.toFile().setReadable(true)).isTrue();
        }
    }

    @Test
    void pictures_are_found_at_any_depth_and_everything_else_is_named() throws Exception {
        file("a.JPG");
        file("b/c/d.png");
        file("b/notes.txt");
        file("b/.hidden.png");
        file(".git/e.png");
        file("._f.png");
        file("g.psd");
        Files.createDirectories(folder.resolve("dir.png"));
        file("dir.png/h.webp");
        Content content = content(folder);
        assertThat(content.pictures()).containsOnlyKeys("a.JPG", "b/c/d.png", "g.psd", "dir.png/h.webp");
        assertThat(content.skipped())
                .isEqualTo(Map.of(
                        "b/notes.txt", "not an image by its name",
                        "b/.hidden.png", "hidden",
                        ".git", "hidden",
                        "._f.png", "hidden"));
        Entry entry = content.entry("b/c/d.png");
        assertThat(entry.bytes()).isEqualTo("content of b/c/d.png".length());
        assertThat(entry.time())
                .isEqualTo(
                        Files.getLastModifiedTime(folder.resolve("b/c/d.png")).toMillis());
        assertThat(read(folder, entry)).isEqualTo("content of b/c/d.png");
    }

    @Test
    void labels_are_the_folders_below_what_all_pictures_have_in_common() throws Exception {
        file("set/train/cats/1.jpg");
        file("set/train/dogs/old/2.jpg");
        file("set/train/3.jpg");
        assertThat(content(folder).labels())
                .isEqualTo(Map.of(
                        "set/train/cats/1.jpg", "cats", "set/train/dogs/old/2.jpg", "old", "set/train/3.jpg", ""));
        assertThat(content(folder.resolve("set/train/cats")).labels()).isEqualTo(Map.of("1.jpg", ""));
    }

    @Test
    void labels_of_a_dataset_json_win() throws Exception {
        file("00000/a.png");
        file("00001/b.png");
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": [[\"00000/a.png\", 6], [\"00001/b.png\", 0]]}");
        assertThat(content(folder).labels()).isEqualTo(Map.of("00000/a.png", "6", "00001/b.png", "0"));
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": null}");
        assertThat(content(folder).labels()).isEqualTo(Map.of("00000/a.png", "", "00001/b.png", ""));
        Files.writeString(folder.resolve("dataset.json"), "{\"labels\": 7}");
        assertThatThrownBy(() -> content(folder))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(folder.resolve("dataset.json") + ": line 1: ");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void links_are_followed_inside_and_nowhere_else() throws Exception {
        Path outside = Files.createTempDirectory("outside");
        Files.writeString(outside.resolve("secret.png"), "secret");
        file("root/a/1.png");
        Path root = folder.resolve("root");
        Files.createSymbolicLink(root.resolve("file.png"), Path.of("a/1.png"));
        Files.createSymbolicLink(root.resolve("again"), Path.of("a"));
        Files.createSymbolicLink(root.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(root.resolve("self"), Path.of("self"));
        Files.createSymbolicLink(root.resolve("nowhere.png"), Path.of("gone.png"));
        Files.createSymbolicLink(root.resolve("secret.png"), outside.resolve("secret.png"));
        Files.createSymbolicLink(root.resolve("all"), Path.of("/"));
        Files.createSymbolicLink(root.resolve("zero.png"), Path.of("/dev/zero"));
        Content content = content(root);
        assertThat(content.pictures()).containsOnlyKeys("a/1.png", "again/1.png", "file.png");
        assertThat(content.skipped())
                .containsEntry("a/up", "a link to a folder that it is in")
                .containsEntry("again/up", "a link to a folder that it is in")
                .containsEntry("self", "a link that leads nowhere")
                .containsEntry("nowhere.png", "a link that leads nowhere")
                .containsEntry("secret.png", "a link that leads outside")
                .containsEntry("all", "a link that leads outside")
                .containsEntry("zero.png", "a link that leads outside");
        assertThat(read(root, content.entry("file.png"))).isEqualTo("content of root/a/1.png");
        // swapped between listing and reading
        Entry entry = content.entry("a/1.png");
        Files.delete(root.resolve("a/1.png"));
        Files.createSymbolicLink(root.resolve("a/1.png"), outside.resolve("secret.png"));
        assertThatThrownBy(() -> read(root, entry)).hasMessage("leads outside of the folder");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void folders_that_link_to_each_other_end() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.createDirectories(folder.resolve("f" + i));
        }
        for (int i = 0; i < 20; i++) {
            for (int k = 0; k < 20; k++) {
                Files.createSymbolicLink(folder.resolve("f" + i).resolve("to" + k), Path.of("../f" + k));
            }
        }
        file("f7/picture.png");
        Content content = content(folder);
        assertThat(content.pictures()).hasSize(20).containsKey("f7/picture.png").containsKey("f3/to7/picture.png");
        assertThat(content.skipped())
                .containsEntry("f3/to7/to5", "a link in a linked folder")
                .containsEntry("f7/to7", "a link to a folder that it is in");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void pipes_are_never_opened_and_what_has_gone_says_so() throws Exception {
        assumeTrue(new ProcessBuilder("mkfifo", folder.resolve("pipe.png").toString())
                        .start()
                        .waitFor()
                == 0);
        file("a.png");
        Content content = content(folder);
        assertThat(content.skipped()).isEqualTo(Map.of("pipe.png", "no regular file"));
        Entry entry = content.entry("a.png");
        Files.delete(folder.resolve("a.png"));
        assertThatThrownBy(() -> read(folder, entry))
                .isInstanceOf(Rejected.class)
                .hasMessage("does not exist any more");
        Files.move(folder.resolve("pipe.png"), folder.resolve("a.png"));
        assertThatThrownBy(() -> read(folder, entry))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNREADABLE))
                .hasMessage("is no regular file");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void any_name_leads_back_to_its_file() throws Exception {
        String[] names = {
            "new\nline.png",
            "-rf.png",
            "right\u202eto left.png",
            "tab\t.png",
            "é.png",
            "bytes:x.png",
            "a%20b.png",
            "\\.png",
            "x".repeat(251) + ".png"
        };
        for (String name : names) {
            file(name);
        }
        String raw = "cd '%s' && printf 'raw' > \"$(printf 'caf\\351.png')\"".formatted(folder);
        assertThat(new ProcessBuilder("sh", "-c", raw).start().waitFor()).isZero();
        Content content = content(folder);
        assertThat(content.pictures()).hasSize(names.length + 1).containsKey("bytes:caf%E9.png");
        assertThat(read(folder, content.entry("bytes:caf%E9.png"))).isEqualTo("raw");
        for (String name : names) {
            String listed = name.startsWith("bytes:") ? "bytes:bytes:x.png" : name;
            assertThat(read(folder, content.entry(listed))).isEqualTo("content of " + name);
        }
    }
}
