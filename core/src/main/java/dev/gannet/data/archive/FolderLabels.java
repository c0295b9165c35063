package dev.gannet.data.archive;

/**
 * Class labels from folders: a picture belongs to the class that its folder is named after, once the folders that all
 * pictures have in common are left away. So {@code set/train/cat/1.jpg} is a {@code cat} if there are dogs as well, and
 * has no label if every picture lies in {@code set/train/cat}.
 *
 * <p>Needs two passes over the names, first {@link #see} for all, then {@link #label}; keeps one path, whatever their
 * number. For one thread.
 */
final class FolderLabels {
    /** The folders that all names so far have in common, each with its {@code /}. */
    private String common = "";

    private boolean first = true;

    /** First pass: a picture's name. */
    void see(String name) {
        if (first) {
            common = name.substring(0, name.lastIndexOf('/') + 1);
            first = false;
            return;
        }
        int same = 0;
        int most = Math.min(common.length(), name.length());
        while (same < most && common.charAt(same) == name.charAt(same)) {
            same++;
        }
        if (same < common.length()) {
            common = common.substring(0, common.lastIndexOf('/', same - 1) + 1);
        }
    }

    /** Second pass: the label of a picture that was seen; empty if it lies in none but the common folders. */
    String label(String name) {
        int end = name.lastIndexOf('/');
        if (end < common.length()) {
            return "";
        }
        return name.substring(name.lastIndexOf('/', end - 1) + 1, end);
    }
}
