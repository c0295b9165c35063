package dev.gannet.data.scan;

import dev.gannet.data.picture.Picture;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The first 64 bits of SHA-256 over an upright picture: its height, width and channels (an int each), then its samples.
 * An opacity that is full everywhere is left out and three channels that are equal everywhere count as one, so a grey
 * picture has one hash in whatever mode it was stored.
 */
final class Fingerprint {
    private final Picture picture;
    private final Turn turn;

    private Fingerprint(Picture picture) {
        this.picture = picture;
        this.turn = new Turn(picture.orientation(), picture.width(), picture.height());
    }

    static long of(Picture picture) {
        return new Fingerprint(picture).hash();
    }

    private long hash() {
        int[] kept = keptChannels();
        int width = turn.uprightWidth();
        int height = turn.uprightHeight();
        MessageDigest digest = sha256();
        digest.update(ByteBuffer.allocate(12)
                .putInt(height)
                .putInt(width)
                .putInt(kept.length)
                .flip());
        if (turn.orientation() == 1 && kept.length == picture.channels()) {
            digest.update(picture.samples(), 0, width * height * kept.length);
        } else {
            byte[] row = new byte[width * kept.length];
            for (int y = 0; y < height; y++) {
                fill(row, y, width, kept);
                digest.update(row);
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private void fill(byte[] row, int y, int width, int[] kept) {
        int at = 0;
        for (int x = 0; x < width; x++) {
            int source = turn.source(x, y) * picture.channels();
            for (int channel : kept) {
                row[at++] = picture.samples()[source + channel];
            }
        }
    }

    private int[] keptChannels() {
        int channels = picture.channels();
        boolean grey = channels < 3 || grey();
        boolean opaque = channels % 2 == 1 || opaque();
        if (grey) {
            return opaque ? new int[] {0} : new int[] {0, channels - 1};
        }
        return opaque ? new int[] {0, 1, 2} : new int[] {0, 1, 2, 3};
    }

    private boolean grey() {
        byte[] samples = picture.samples();
        for (int at = 0; at < samples.length; at += picture.channels()) {
            if (samples[at] != samples[at + 1] || samples[at] != samples[at + 2]) {
                return false;
            }
        }
        return true;
    }

    private boolean opaque() {
        byte[] samples = picture.samples();
        for (int at = picture.channels() - 1; at < samples.length; at += picture.channels()) {
            if (samples[at] != (byte) 255) {
                return false;
            }
        }
        return true;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
