package dev.gannet.data.scan;

import dev.gannet.config.ImageShape;
import dev.gannet.data.archive.Entry;
import dev.gannet.data.picture.Reason;
import dev.gannet.data.picture.Traits;
import dev.gannet.data.picture.Traits.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Hand-made data sets for the tests: each picture differs from all others unless it is told not to. */
final class Sets {
    private final List<Entry> entries = new ArrayList<>();
    private final ReportBuilder builder;

    Sets(ImageShape target) {
        builder = new ReportBuilder(target);
    }

    Sets(int side) {
        this(new ImageShape(3, side));
    }

    private void add(String name, String label, long bytes, Finding finding) {
        Entry entry = new Entry(name, 0, bytes, 0, label);
        entries.add(entry);
        builder.add(entries.size() - 1, entry, finding);
    }

    Sets good(String name, String label, Traits traits, long pixels, long look, Suspicion... suspicions) {
        add(name, label, 1_000, new Finding.Good(traits, pixels, look, Set.copyOf(Arrays.asList(suspicions))));
        return this;
    }

    /** Pictures of one kind with all different pixels and looks. */
    Sets many(int count, String label, Mode mode, int width, int height, Suspicion... suspicions) {
        Traits traits = new Traits("PNG", mode, width, height, 1);
        for (int i = 0; i < count; i++) {
            long number = entries.size() + 1;
            good("p" + number + ".png", label, traits, number, number * 0x9e3779b97f4a7c15L, suspicions);
        }
        return this;
    }

    /** Plain pictures. */
    Sets many(int count) {
        return many(count, "", Mode.RGB, 100, 100);
    }

    Sets bad(int count, Reason reason, String detail) {
        for (int i = 0; i < count; i++) {
            add("bad" + entries.size() + ".png", "", 10, new Finding.Bad(reason, detail));
        }
        return this;
    }

    Sets bad(String name, Reason reason, String detail) {
        add(name, "", 10, new Finding.Bad(reason, detail));
        return this;
    }

    Sets skipped(@SuppressWarnings("unused") String name, String reason) {
        builder.skipped(reason, 1);
        return this;
    }

    Report report() {
        return builder.build(entries::get);
    }

    /** One of everything, with names that would break out of a page or a line. */
    static Sets hostile() {
        String script = "<script>alert(1)</script>";
        String quote = "\"onload=alert(1) x='&amp;.png";
        String turned = "gpj.\u202eexe\n\t\u0000.png";
        return new Sets(new ImageShape(3, 64, 96))
                .good(script, script, new Traits("PNG", Mode.RGBA, 500, 375, 3), 1, 7, Suspicion.UPSAMPLED)
                .good(quote, quote, new Traits("<b>", Mode.GREY, 300, 375, 1), 1, 7, Suspicion.LETTERBOXED)
                .good(turned, turned, new Traits("GIF", Mode.PALETTE_ALPHA, 90, 90, 1), 2, 6)
                .good("flat.png", quote, new Traits("PNG", Mode.RGB, 60, 90, 1), 5, -1, Suspicion.FLAT)
                .bad(script + turned, Reason.DAMAGED, quote + "]]>" + turned)
                .skipped(script, "</td><script>" + turned);
    }
}
