package dev.gannet.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gannet.config.ImageShape;
import dev.gannet.config.UserException;
import dev.gannet.metric.Features;
import dev.gannet.run.Pictures;
import dev.gannet.tensor.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a module of the same signature, made here: what it gives can be worked out by hand. */
class InceptionTest {
    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void engine() {
        Engine.start(1);
    }

    private Path file() {
        return folder.resolve("inception.pt");
    }

    private Path module(String script) {
        return FakeInception.write(file(), script);
    }

    private void refuses(String reason) {
        assertThatThrownBy(() -> Inception.open(file()))
                .isInstanceOf(UserException.class)
                .hasMessage("%s: %s; expected NVIDIA's inception-2015-12-05.pt".formatted(file(), reason));
    }

    @Test
    void bytes_of_three_channels_in_any_size_go_in_and_features_come_out() throws Exception {
        try (Inception inception = Inception.open(FakeInception.write(file()))) {
            assertThat(inception.name()).isEqualTo("inception[nv]");
            assertThat(inception.hash()).matches("[0-9a-f]{12}");
            byte[] rgb = new byte[40 * 8 * 9 * 3];
            for (int i = 0; i < rgb.length; i++) {
                rgb[i] = (byte) (i % 3 == 0 ? 255 : i % 3 == 1 ? i / 216 : 7);
            }
            Features features = inception.of(new Pictures(new ImageShape(3, 8, 9), rgb));
            assertThat(features.count()).isEqualTo(40);
            assertThat(features.dims()).isEqualTo(2048);
            for (int i = 0; i < 40; i++) {
                float[] row = features.slice(i, i + 1).values();
                assertThat(row).startsWith(255f, i, 7f, 255f).endsWith(255f, i); // 2048 = 3 * 682 + 2
            }
        }
    }

    @Test
    void grey_pictures_are_three_equal_channels_and_opacity_is_refused() throws Exception {
        try (Inception inception = Inception.open(FakeInception.write(file()))) {
            byte[] grey = new byte[64];
            grey[10] = 64;
            float[] row = inception.of(new Pictures(new ImageShape(1, 8), grey)).values();
            assertThat(row).startsWith(1f, 1f, 1f);
            Pictures opacity = new Pictures(new ImageShape(4, 8), new byte[256]);
            assertThatThrownBy(() -> inception.of(opacity))
                    .isInstanceOf(UserException.class)
                    .hasMessage("FID is defined for grey and RGB pictures; these are 8x8 RGBA");
        }
    }

    @Test
    void other_files_are_refused_in_words() throws IOException {
        refuses("is no file");
        Files.write(file(), new byte[1000]);
        refuses("is no TorchScript file");
        module("def forward(self, img: Tensor):\n    return img\n");
        refuses("has no function forward with an argument return_features");
        module("def other(self, img: Tensor):\n    return img\n");
        refuses("has no function forward with an argument return_features");
        module("def forward(self, img: Tensor, return_features: bool):\n    return img.to(6).mean([2, 3])\n");
        refuses("gives Float [1, 3] for one picture, not Float [1, 2048]");
        module("def forward(self, img: Tensor, return_features: bool):\n    return 5\n");
        refuses("gives no tensor for one picture, not Float [1, 2048]");
        module("def forward(self, img: Tensor, return_features: bool):\n    assert img.size(1) == 4\n    return img\n");
        refuses("fails on a picture of 32x32 bytes in 3 channels");
    }
}
