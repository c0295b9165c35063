package dev.gannet.data.archive;

import java.util.Optional;

/** Where labels come from. A {@code dataset.json} that speaks of labels at all silences the folders. */
final class Labels {
    private final FolderLabels folders;
    private final Optional<DatasetJson> dataset;
    private final DatasetJson.Says says;
    private int found;
    private int missing;

    Labels(FolderLabels folders, Optional<DatasetJson> dataset) {
        this.folders = folders;
        this.dataset = dataset;
        this.says = dataset.map(DatasetJson::says).orElse(DatasetJson.Says.NOTHING);
    }

    String of(String name) {
        return switch (says) {
            case NOTHING -> folders.label(name);
            case NO_LABELS, VECTORS -> "";
            case CLASSES -> classOf(name);
        };
    }

    private String classOf(String name) {
        Optional<String> label = dataset.flatMap(d -> d.label(name));
        if (label.isPresent()) {
            found++;
        } else {
            missing++;
        }
        return label.orElse("");
    }

    /** The same listing, with labels on its pictures. */
    Listing putOn(Listing to) {
        return new Listing() {
            @Override
            public void picture(Entry entry) {
                to.picture(new Entry(entry.name(), entry.position(), entry.bytes(), entry.time(), of(entry.name())));
            }

            @Override
            public void skipped(String name, String reason) {
                to.skipped(name, reason);
            }
        };
    }

    void report(Listing to) {
        switch (says) {
            case NOTHING -> {
                if (dataset.isPresent()) {
                    to.skipped(DatasetJson.NAME, "has no \"labels\"; the folders' names are taken");
                }
            }
            case NO_LABELS -> {
                // nothing is amiss
            }
            case VECTORS -> to.skipped(DatasetJson.NAME, "its labels are vectors, no classes; no labels are taken");
            case CLASSES -> {
                if (missing > 0) {
                    to.skipped(DatasetJson.NAME, "has no label for %,d pictures".formatted(missing));
                }
                int unused = dataset.map(DatasetJson::size).orElse(0) - found;
                if (unused > 0) {
                    to.skipped(DatasetJson.NAME, "has labels for %,d pictures that are not there".formatted(unused));
                }
            }
        }
    }
}
