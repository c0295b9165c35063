package dev.gannet.data.dogs;

/**
 * Where the parts of one head lie. The origin is the middle of the head, x points right, y down, and one unit is the
 * side of the picture (before the dog's own scale). Features nearer to the viewer shift further when the head turns.
 *
 * @param turn -1 to 1: where the head faces
 * @param headRx half the width of the skull
 * @param headRy half the height of the skull
 * @param eyeY height of the eyes
 * @param eyeDx half the distance of the eyes
 * @param eyeR radius of an eye
 * @param muzzleX middle of the muzzle
 * @param muzzleY middle of the muzzle
 * @param muzzleRx half the width of the muzzle
 * @param muzzleRy half the height of the muzzle
 * @param noseY middle of the nose
 * @param noseRx half the width of the nose
 * @param noseRy half the height of the nose
 */
record Anatomy(
        double turn,
        double headRx,
        double headRy,
        double eyeY,
        double eyeDx,
        double eyeR,
        double muzzleX,
        double muzzleY,
        double muzzleRx,
        double muzzleRy,
        double noseY,
        double noseRx,
        double noseRy) {

    static Anatomy of(DogLook look) {
        double turn = look.pose().turn();
        double headRx = 0.245 + 0.045 * look.headWidth();
        double length = look.snoutLength();
        double muzzleY = 0.112 + 0.035 * length;
        return new Anatomy(
                turn,
                headRx,
                0.265,
                -0.05,
                0.085 + 0.13 * headRx,
                0.041 + 0.014 * look.eyeSize(),
                turn * (0.022 + 0.022 * length),
                muzzleY,
                0.112 + 0.042 * look.snoutWidth(),
                0.088 + 0.024 * length,
                muzzleY - 0.052,
                0.063 + 0.014 * look.snoutWidth(),
                0.047);
    }

    /** Middle of the eye on the given side: -1 is the left of the picture, 1 the right. */
    double eyeX(int side) {
        // The far eye comes closer to the middle, as on a turned ball.
        double foreshortening = side == turn ? 0.93 : 1;
        return turn * 0.026 + side * eyeDx * foreshortening;
    }
}
