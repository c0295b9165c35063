package dev.gannet.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageSizeTest {
    @ParameterizedTest
    @CsvSource({"64,64,64,64", "64x96,64,96,64x96", "96x64,96,64,96x64", "32x32,32,32,32", "8x1024,8,1024,8x1024"})
    void sizes_are_width_and_height(String text, int width, int height, String written) {
        Size size = Size.parse(text);
        assertThat(size).isEqualTo(new Size(width, height)).hasToString(written);
        assertThat(size.shape(4)).isEqualTo(new ImageShape(4, height, width));
        assertThat(size.shape(4).size()).isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "64x",
                "x64",
                "64x96x3",
                "64X96",
                "64 x 96",
                " 64",
                "064",
                "-64",
                "64.0",
                "0",
                "0x64",
                "big",
                "٦٤",
                "1000000000",
                "64x1000000000"
            })
    void anything_else_is_refused_in_one_line(String text) {
        says(
                () -> Size.parse(text),
                "--size '" + text + "': expected pixels such as 64, or width and height such as 64x96");
    }

    @Test
    void sides_have_their_range() {
        says(() -> Size.parse("7"), "--size is 7; expected 8 to 1024 pixels");
        says(() -> Size.parse("64x1025"), "--size is 1025; expected 8 to 1024 pixels");
        says(() -> Size.parse("999999999x64"), "--size is 999999999; expected 8 to 1024 pixels");
        says(() -> new Size(64, -64), "--size is -64; expected 8 to 1024 pixels");
        says(() -> new ImageShape(3, 7, 64), "--size is 7; expected 8 to 1024 pixels");
        says(() -> new ImageShape(3, 64, 1025), "--size is 1025; expected 8 to 1024 pixels");
    }

    @Test
    void a_shape_in_json_has_channels_height_and_width() {
        Json json = new Json();
        ImageShape shape = new ImageShape(4, 96, 64);
        assertThat(json.line(shape)).isEqualTo("{\"channels\":4,\"height\":96,\"width\":64}");
        assertThat(json.read(json.line(shape), ImageShape.class, "test")).isEqualTo(shape);
        RunConfig config = RunConfig.defaults().withData(DataConfig.Dogs.DEFAULT, shape);
        assertThat(json.flat(config))
                .containsEntry("image.channels", "4")
                .containsEntry("image.height", "96")
                .containsEntry("image.width", "64");
        assertThat(json.read(json.pretty(config), RunConfig.class, "test")).isEqualTo(config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8",
                "16",
                "32",
                "64",
                "128",
                "256",
                "64x96",
                "96x64",
                "16x8",
                "8x16",
                "8x32",
                "64x256",
                "64x80",
                "256x1024",
                "1024x256",
                "10x8",
                "320x256"
            })
    void dcgan_makes_these_sizes(String size) {
        assertThatCode(() -> check(Recipe.Dcgan.TUTORIAL, size)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "64x100, --size 64x96 or --size 64x112",
        "100x64, --size 96x64 or --size 112x64",
        "100x150, --size 64x96 or --size 128x192",
        "48x64, --size 32x40 or --size 64x80",
        "64x70, --size 64 or --size 64x80",
        "8x40, --size 8x32",
        "512x1024, --size 256x512",
        "1024x512, --size 512x256",
        "200x1024, --size 128x512 or --size 256x1024",
        "63x65, --size 32 or --size 64",
        "9x8, --size 8 or --size 10x8",
    })
    void a_size_that_dcgan_cannot_make_names_the_nearest(String size, String near) {
        says(
                () -> check(Recipe.Dcgan.TUTORIAL, size),
                "--size " + size
                        + ": recipe dcgan doubles 4 pixels up to the shorter side, so that needs a power of two"
                        + " from 8 to 256, and the longer side a multiple of its quarter, at most 4 times as long; try "
                        + near);
    }

    /** What is proposed must work. */
    @Test
    void every_size_is_made_or_leads_to_sizes_that_are() {
        for (int width = 8; width <= 1024; width += 7) {
            for (int height = 8; height <= 1024; height += 5) {
                ImageShape image = new ImageShape(3, height, width);
                if (!DoublingSizes.makes(image)) {
                    String refusal = DoublingSizes.refusal("dcgan", image);
                    String options = refusal.substring(refusal.indexOf("; try --size ") + 13);
                    for (String option : options.split(" or --size ", -1)) {
                        assertThat(DoublingSizes.makes(Size.parse(option).shape(3)))
                                .as(refusal)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void vanilla_makes_at_most_128_pixels_on_a_side() {
        assertThatCode(() -> check(Recipe.Vanilla.PAPER, "128x37")).doesNotThrowAnyException();
        says(
                () -> check(Recipe.Vanilla.PAPER, "64x129"),
                "--size 64x129: recipe vanilla connects every pixel to every unit; use at most 128, or --recipe dcgan");
        says(
                () -> check(Recipe.Vanilla.PAPER, "129x64"),
                "--size 129x64: recipe vanilla connects every pixel to every unit; use at most 128, or --recipe dcgan");
    }

    private static void check(Recipe recipe, String size) {
        recipe.check(Size.parse(size).shape(3));
    }

    private static void says(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        UserException.class, e -> assertThat(e.kind()).isEqualTo(UserException.Kind.USAGE))
                .hasMessage(message);
    }
}
