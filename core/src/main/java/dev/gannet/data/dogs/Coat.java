package dev.gannet.data.dogs;

/** Natural coat colours, each with the lighter shade of muzzle and chest and the darker one of ears and markings. */
public enum Coat {
    /** Black; its light shade is a warm grey, so that the face reads. */
    BLACK(0x35332f, 0x6f665c, 0x1c1b1a),
    /** Chocolate brown. */
    CHOCOLATE(0x6b4226, 0xa87b52, 0x452817),
    /** Golden. */
    GOLDEN(0xd9a253, 0xf3d7a3, 0xb07a30),
    /** Cream. */
    CREAM(0xecd9b0, 0xfaf1dc, 0xc9a972),
    /** White. */
    WHITE(0xf1efea, 0xffffff, 0xb9ab9a),
    /** Slate grey. */
    GREY(0x85898e, 0xbfc3c7, 0x53575d),
    /** Ginger. */
    GINGER(0xbf6a2c, 0xf0c592, 0x8e471a),
    /** Fawn. */
    FAWN(0xcfa77a, 0xeed6b5, 0x7d5c3c),
    /** Tan. */
    TAN(0xa9743f, 0xdcb384, 0x70461f),
    /** Silver. */
    SILVER(0xb9b6b0, 0xe4e2de, 0x7f7b75),
    /** Mahogany red. */
    MAHOGANY(0x8a3b1f, 0xc98a5e, 0x5c2412),
    /** Wheat. */
    WHEAT(0xdcc08a, 0xf5e6c4, 0xa98b52);

    final int base;
    final int light;
    final int dark;

    Coat(int base, int light, int dark) {
        this.base = base;
        this.light = light;
        this.dark = dark;
    }
}
