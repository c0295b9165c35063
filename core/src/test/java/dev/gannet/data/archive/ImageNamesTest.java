package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.data.archive.ImageNames.Kind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageNamesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.jpg",
                "b/A.JPEG",
                "x.y.png",
                "d.v2/c.webp",
                "a b/ä.tiff",
                "./a.gif",
                "p.HEIC",
                "q.svg",
                "r.xcf",
                "a..png",
                "b/…/c.bmp"
            })
    void pictures_by_their_ending(String name) {
        assertThat(ImageNames.kind(name)).isEqualTo(Kind.PICTURE);
        assertThat(ImageNames.unsafe(name)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "._a.jpg",
                "x/._a.jpg",
                ".DS_Store",
                ".git/a.png",
                "a/.thumbs/b.png",
                "__MACOSX/a.jpg",
                "...x/a.png"
            })
    void hidden_ones(String name) {
        assertThat(ImageNames.kind(name)).isEqualTo(Kind.HIDDEN);
        assertThat(ImageNames.kind(name).words()).isEqualTo("hidden");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "a", "jpg", "a.txt", "png/a", "a.png/b", "a.jpg.bak", "x.zip", "a.", "no__MACOSX/b.c"})
    void others(String name) {
        assertThat(ImageNames.kind(name)).isEqualTo(Kind.OTHER);
        assertThat(ImageNames.kind(name).words()).isEqualTo("not an image by its name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a.jpg",
                "../a.jpg",
                "a/../b.jpg",
                "a/..",
                "..",
                "C:\\a.jpg",
                "C:/a.jpg",
                "a\\b.jpg",
                "a\u0000.jpg",
                "a\n.jpg",
                "a\u007f.jpg",
                "a\u009b.jpg",
                "//x/a.jpg"
            })
    void unsafe_names(String name) {
        assertThat(ImageNames.unsafe(name)).isTrue();
        assertThat(ImageNames.unsafe(EntryNames.tidy(name))).isTrue();
        assertThat(EntryNames.tidy(name).chars().noneMatch(Character::isISOControl))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b/c.jpg", "..a/b.jpg", "a/b..", "1:/a.jpg", "ab:/c.jpg", "a:b.jpg"})
    void names_that_only_look_unsafe(String name) {
        assertThat(ImageNames.unsafe(name)).isFalse();
    }

    @Test
    void names_have_one_spelling() {
        assertThat(EntryNames.tidy("./a//b/./c.jpg")).isEqualTo("a/b/c.jpg");
        assertThat(EntryNames.tidy("a.b/c.jpg")).isEqualTo("a.b/c.jpg");
        assertThat(EntryNames.tidy("a\nb.jpg")).isEqualTo("a\\u000ab.jpg");
    }

    @Test
    void names_that_are_not_utf8_are_read_as_what_they_may_be() {
        byte[] latin = {'t', 'e', 'r', (byte) 0xe4};
        assertThat(EntryNames.decode(latin, 0, 4, StandardCharsets.ISO_8859_1)).isEqualTo("terä");
        byte[] utf = "xterä".getBytes(StandardCharsets.UTF_8);
        assertThat(EntryNames.decode(utf, 1, utf.length - 1, StandardCharsets.ISO_8859_1))
                .isEqualTo("terä");
    }

    @Test
    void archives_by_their_ending() {
        assertThat(ImageNames.isArchive("a/b.tar.GZ")).isTrue();
        assertThat(ImageNames.isArchive("a.zip/b.png")).isFalse();
    }
}
