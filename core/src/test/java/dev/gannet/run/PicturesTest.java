package dev.gannet.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gannet.config.DataConfig;
import dev.gannet.config.ImageShape;
import dev.gannet.config.RunConfig;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PicturesTest {
    /** 16 wide, 8 high; opacity 0, 128 and 255 in turn by columns, the image's number in red. */
    private static Pictures transparent(int count) {
        ImageShape shape = new ImageShape(4, 8, 16);
        byte[] pixels = new byte[count * shape.bytes()];
        for (int i = 0; i < pixels.length; i += 4) {
            pixels[i] = (byte) (200 + i / shape.bytes());
            pixels[i + 1] = 20;
            pixels[i + 2] = (byte) (i / 4 % 16);
            pixels[i + 3] = (byte) new int[] {0, 128, 255}[i / 4 % 16 % 3];
        }
        return new Pictures(shape, pixels);
    }

    @Test
    void a_single_keeps_its_opacity_in_the_file(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("one.png");
        Pictures.write(transparent(3).single(1), file);
        BufferedImage read = ImageIO.read(file.toFile());
        assertThat(read.getColorModel().hasAlpha()).isTrue();
        assertThat(read.getWidth()).isEqualTo(16);
        assertThat(read.getHeight()).isEqualTo(8);
        for (int i = 0; i < 128; i++) {
            int opacity = new int[] {0, 128, 255}[i % 16 % 3];
            assertThat(read.getRGB(i % 16, i / 16)).isEqualTo(opacity << 24 | 201 << 16 | 20 << 8 | i % 16);
        }
    }

    @Test
    void a_grid_of_images_that_are_not_square_places_every_pixel() {
        ImageShape shape = new ImageShape(3, 12, 8);
        byte[] pixels = new byte[5 * shape.bytes()];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i % shape.bytes() / 3;
            pixels[i] = (byte) new int[] {i / shape.bytes(), pixel % 8, pixel / 8}[i % 3];
        }
        Pictures pictures = new Pictures(shape, pixels);
        assertThat(pictures.count()).isEqualTo(5);
        BufferedImage grid = pictures.grid();
        assertThat(grid.getWidth()).isEqualTo(3 * 10 + 2);
        assertThat(grid.getHeight()).isEqualTo(2 * 14 + 2);
        for (int y = 0; y < grid.getHeight(); y++) {
            for (int x = 0; x < grid.getWidth(); x++) {
                int image = (y - 2) / 14 * 3 + (x - 2) / 10;
                boolean gap = x < 2 || y < 2 || (x - 2) % 10 >= 8 || (y - 2) % 14 >= 12 || image == 5;
                int expected = gap ? 0x202020 : image << 16 | (x - 2) % 10 << 8 | (y - 2) % 14;
                assertThat(grid.getRGB(x, y) & 0xffffff).as("%d, %d", x, y).isEqualTo(expected);
            }
        }
        BufferedImage single = pictures.single(4);
        assertThat(single.getWidth()).isEqualTo(8);
        assertThat(single.getHeight()).isEqualTo(12);
        assertThat(single.getColorModel().hasAlpha()).isFalse();
        assertThat(single.getRGB(7, 11) & 0xffffff).isEqualTo(0x04070b);
    }

    @Test
    void a_grid_shows_transparency_over_a_checkerboard() {
        BufferedImage grid = transparent(2).grid();
        assertThat(grid.getColorModel().hasAlpha()).isFalse();
        assertThat(grid.getWidth()).isEqualTo(2 * 18 + 2);
        assertThat(grid.getHeight()).isEqualTo(10 + 2);
        int second = 2 + 18;
        assertThat(grid.getRGB(second, 2) & 0xffffff).as("a light square").isEqualTo(0xa0a0a0);
        assertThat(grid.getRGB(second + 9, 9) & 0xffffff).as("a dark square").isEqualTo(0x707070);
        // 201 * 128 + 160 * 127, by 255, is 180.6; 20 and 160: 89.7; 1 and 160: 80.2
        assertThat(grid.getRGB(second + 1, 2) & 0xffffff).as("half").isEqualTo(181 << 16 | 90 << 8 | 80);
        assertThat(grid.getRGB(second + 2, 2) & 0xffffff).as("opaque").isEqualTo(201 << 16 | 20 << 8 | 2);
    }

    @Test
    void grey_images_have_one_value_for_all_colours() {
        Pictures grey = new Pictures(new ImageShape(1, 8, 16), new byte[128]);
        grey.pixels()[17] = 50;
        assertThat(grey.single(0).getRGB(1, 1)).isEqualTo(0xff323232);
        assertThat(grey.grid().getRGB(3, 3)).isEqualTo(0xff323232);
    }

    @Test
    void run_folders_name_width_and_height(@TempDir Path folder) {
        RunConfig config = RunConfig.defaults().withData(DataConfig.Dogs.DEFAULT, new ImageShape(4, 96, 64));
        RunDir run = RunDir.createIn(folder, config);
        assertThat(run.path()).hasFileName("00001-dogs-modern-64x96");
        assertThat(run.config()).isEqualTo(config);
    }
}
