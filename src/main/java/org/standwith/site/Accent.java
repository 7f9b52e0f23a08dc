package org.standwith.site;

/**
 * The organisation's one colour, made readable: where it has too little contrast with the paper it moves towards black
 * or white until it has enough (WCAG 2.2 AA: 4.5 to 1).
 */
record Accent(int red, int green, int blue) {

    private static final double ENOUGH = 4.6;
    private static final Accent BLACK = new Accent(0, 0, 0);
    private static final Accent WHITE = new Accent(255, 255, 255);

    /** @param hex {@code #0b6b50} */
    static Accent of(String hex) {
        int rgb = Integer.parseInt(hex.substring(1), 16);
        return new Accent(rgb >> 16, rgb >> 8 & 0xff, rgb & 0xff);
    }

    /** This colour, or the nearest one to it that can be read on this paper. */
    Accent readableOn(Accent paper) {
        Accent towards = paper.ink();
        Accent colour = this;
        for (int step = 1; colour.contrast(paper) < ENOUGH && step <= 20; step++) {
            colour = mixed(towards, step / 20.0);
        }
        return colour;
    }

    /** Black or white, whichever is easier to read on this. */
    Accent ink() {
        return contrast(WHITE) >= contrast(BLACK) ? WHITE : BLACK;
    }

    double contrast(Accent other) {
        double one = luminance() + 0.05;
        double two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    private Accent mixed(Accent other, double share) {
        return new Accent(
                between(red, other.red, share), between(green, other.green, share), between(blue, other.blue, share));
    }

    private static int between(int one, int two, double share) {
        return (int) Math.round(one + (two - one) * share);
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    @Override
    public String toString() {
        return "#%02x%02x%02x".formatted(red, green, blue);
    }
}
