package dev.gannet.data.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FolderLabelsTest {
    private static List<String> labels(String... names) {
        FolderLabels labels = new FolderLabels();
        Arrays.stream(names).forEach(labels::see);
        return Arrays.stream(names).map(labels::label).toList();
    }

    @Test
    void pictures_without_folders_or_in_a_common_one_have_no_label() {
        assertThat(labels("1.jpg", "2.jpg")).containsExactly("", "");
        assertThat(labels("a/1.jpg")).containsExactly("");
        assertThat(labels("a/b/1.jpg", "a/b/2.jpg")).containsExactly("", "");
    }

    @Test
    void the_folder_that_holds_a_picture_is_its_label() {
        assertThat(labels("cat/1.jpg", "dog/1.jpg")).containsExactly("cat", "dog");
        assertThat(labels("set/train/cat/1.jpg", "set/train/dog/2.jpg", "set/train/dog/x/3.jpg"))
                .containsExactly("cat", "dog", "x");
        assertThat(labels("a/cat/1.jpg", "b/cat/1.jpg")).containsExactly("cat", "cat");
    }

    @Test
    void pictures_beside_the_classes_have_no_label() {
        assertThat(labels("cat/1.jpg", "2.jpg")).containsExactly("cat", "");
        assertThat(labels("set/cat/1.jpg", "set/2.jpg")).containsExactly("cat", "");
    }

    @Test
    void folders_that_begin_alike_are_not_the_same() {
        assertThat(labels("cat/1.jpg", "catfish/1.jpg")).containsExactly("cat", "catfish");
        assertThat(labels("set/catfish/1.jpg", "set/cat/1.jpg")).containsExactly("catfish", "cat");
        assertThat(labels("cat/1.jpg", "cat.jpg")).containsExactly("cat", "");
    }
}
