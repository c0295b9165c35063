package dev.gannet.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gannet.config.DataConfig;
import dev.gannet.config.UserException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderSourceTest {
    private static final Path HOSTILE = Path.of("../../shared/data/hostile");
    private static final Path PHOTOS = Path.of("../../shared/data/photos/dogs");

    @TempDir
    private Path folder = Path.of("");

    private void paint(String name, int type, int width, int height, Color color) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(color);
        graphics.fillRect(0, 0, width, height);
        graphics.dispose();
        String format = name.substring(name.lastIndexOf('.') + 1);
        assertThat(ImageIO.write(image, format, folder.resolve(name).toFile())).isTrue();
    }

    private int[] middle(int index) {
        FolderSource source = FolderSource.open(folder, 16);
        byte[] out = new byte[16 * 16 * 3];
        source.read(index, out, 0);
        int at = (8 * 16 + 8) * 3;
        return new int[] {out[at] & 0xff, out[at + 1] & 0xff, out[at + 2] & 0xff};
    }

    @Test
    void every_colour_mode_becomes_rgb() throws IOException {
        Color colour = new Color(200, 100, 50);
        paint("a.png", BufferedImage.TYPE_INT_RGB, 40, 30, colour);
        paint("b.png", BufferedImage.TYPE_INT_ARGB, 30, 40, new Color(200, 100, 50, 128));
        paint("c.png", BufferedImage.TYPE_BYTE_GRAY, 16, 16, new Color(77, 77, 77));
        paint("d.png", BufferedImage.TYPE_BYTE_INDEXED, 5, 5, Color.RED);
        paint("e.png", BufferedImage.TYPE_USHORT_GRAY, 200, 20, Color.WHITE);
        paint("f.bmp", BufferedImage.TYPE_INT_RGB, 17, 19, colour);
        paint("g.gif", BufferedImage.TYPE_BYTE_INDEXED, 17, 19, Color.BLUE);
        paint("h.jpg", BufferedImage.TYPE_INT_RGB, 64, 48, colour);
        paint("i.png", BufferedImage.TYPE_BYTE_BINARY, 20, 20, Color.WHITE);
        assertThat(middle(0)).containsExactly(200, 100, 50);
        int[] overWhite = middle(1);
        assertThat(overWhite[0]).isCloseTo(227, within(1));
        assertThat(overWhite[1]).isCloseTo(177, within(1));
        assertThat(overWhite[2]).isCloseTo(152, within(1));
        int grey = ImageIO.read(folder.resolve("c.png").toFile()).getRaster().getSample(8, 8, 0);
        assertThat(middle(2)).as("the sample as stored").containsExactly(grey, grey, grey);
        assertThat(middle(3)).containsExactly(255, 0, 0);
        assertThat(middle(4)).containsExactly(255, 255, 255);
        assertThat(middle(5)).containsExactly(200, 100, 50);
        assertThat(middle(6)).containsExactly(0, 0, 255);
        assertThat(middle(7)[0]).isCloseTo(200, within(3));
        assertThat(middle(8)).containsExactly(255, 255, 255);
    }

    @Test
    void the_middle_square_is_taken() throws IOException {
        BufferedImage image = new BufferedImage(60, 20, BufferedImage.TYPE_INT_RGB);
        for (int x = 20; x < 40; x++) {
            for (int y = 0; y < 20; y++) {
                image.setRGB(x, y, 0x00ff00);
            }
        }
        ImageIO.write(image, "png", folder.resolve("a.png").toFile());
        ImageIO.write(image, "png", folder.resolve("b.png").toFile());
        byte[] out = new byte[20 * 20 * 3];
        FolderSource.open(folder, 20).read(0, out, 0);
        for (int i = 0; i < out.length; i++) {
            assertThat(out[i] & 0xff).isEqualTo(i % 3 == 1 ? 255 : 0);
        }
    }

    @Test
    void folders_without_images_and_paths_that_are_nothing_say_so() throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.txt"), "hello");
        assertThatThrownBy(() -> FolderSource.open(folder, 16))
                .isInstanceOf(UserException.class)
                .hasMessage(folder + ": found 0 images, expected at least 2 files that end in .jpg, .jpeg, .png, .gif,"
                        + " .bmp or .webp");
        assertThatThrownBy(() -> Sources.recognise(folder.resolve("gone")))
                .hasMessage(folder.resolve("gone") + ": does not exist; expected a folder of images or an IDX file");
        assertThatThrownBy(() -> Sources.recognise(notes))
                .hasMessage(notes + ": is a file; expected a folder of images or an IDX file"
                        + " (*-images-idx3-ubyte[.gz])");
        assertThat(Sources.recognise(folder)).isEqualTo(new DataConfig.Folder(folder));
    }

    @Test
    void an_unreadable_file_is_named() throws IOException {
        paint("b.jpg", BufferedImage.TYPE_INT_RGB, 100, 100, Color.RED);
        byte[] whole = Files.readAllBytes(folder.resolve("b.jpg"));
        Files.write(folder.resolve("a.jpg"), Arrays.copyOf(whole, whole.length / 2));
        Files.write(folder.resolve("c.png"), new byte[0]);
        Files.writeString(folder.resolve("d.png"), "PK, not a picture");
        FolderSource source = FolderSource.open(folder, 16);
        byte[] out = new byte[16 * 16 * 3];
        assertThatThrownBy(() -> source.read(0, out, 0))
                .isInstanceOf(UserException.class)
                .hasMessageStartingWith(folder.resolve("a.jpg") + ": is damaged: ");
        assertThatThrownBy(() -> source.read(2, out, 0)).hasMessage(folder.resolve("c.png") + ": is empty");
        assertThatThrownBy(() -> source.read(3, out, 0))
                .hasMessage(folder.resolve("d.png") + ": is not an image that can be read (JPEG, PNG, GIF, BMP, WebP)");
    }

    @Test
    void exif_orientations_give_the_same_picture() throws IOException {
        assumeTrue(Files.isDirectory(HOSTILE), "needs the hostile image set");
        byte[] upright = new byte[32 * 32 * 3];
        new Decoder(32).decode(HOSTILE.resolve("exif1_landscape.jpg"), upright, 0);
        byte[] mirrored = new byte[32 * 32 * 3];
        new Decoder(32).decode(HOSTILE.resolve("exif2_landscape.jpg"), mirrored, 0);
        double difference = 0;
        for (int i = 0; i < upright.length; i++) {
            difference += Math.abs((upright[i] & 0xff) - (mirrored[i] & 0xff));
        }
        assertThat(difference / upright.length).isLessThan(3);
    }

    @Test
    void each_orientation_undoes_its_own_turn() {
        float[] picture = new float[3 * 3 * 3];
        for (int i = 0; i < picture.length; i++) {
            picture[i] = i;
        }
        int[] undo = {0, 1, 2, 3, 4, 5, 8, 7, 6}; // 6 and 8 are each other's inverse, the rest their own
        for (int tag = 1; tag <= 8; tag++) {
            assertThat(Orientation.apply(Orientation.apply(picture, 3, tag), 3, undo[tag]))
                    .containsExactly(picture);
        }
        // 6: the camera was turned, the first row as stored is the right column as seen
        float[] turned = Orientation.apply(picture, 3, 6);
        assertThat(turned[2 * 3]).isEqualTo(picture[0]);
        assertThat(turned[(2 * 3 + 2) * 3]).isEqualTo(picture[2 * 3]);
    }

    @Test
    void a_thousand_photos_can_all_be_read() {
        assumeTrue(Files.isDirectory(PHOTOS), "needs the dog photos");
        FolderSource source = FolderSource.open(PHOTOS, 32);
        assertThat(source.count()).isEqualTo(1000);
        byte[] out = new byte[32 * 32 * 3];
        for (int i = 0; i < source.count(); i += 10) {
            source.read(i, out, 0);
        }
    }
}
