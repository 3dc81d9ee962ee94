package condyle.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.image.LabelSet;
import condyle.image.Tissue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in the layouts of others. */
class DataSetsTest {
    private static final String SECOND = """
            {"channel_names": {"0": "DESS"}, "labels": {"background": 0, "Femur": 1, "femoral_cartilage": 2},
             "numTraining": 2, "file_ending": ".nrrd", "overwrite": null, "scale": 0.5, "flag": true}
            """;

    @TempDir
    Path folder;

    private void file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void nnUnet(String json, String ending) throws IOException {
        file("dataset.json", json);
        for (String name : new String[] {"b", "a"}) {
            file("imagesTr/" + name + "_0000" + ending, "");
            file("labelsTr/" + name + ending, "");
        }
    }

    @Test
    void nnUnetsSecondVersionGivesCasesByNameAndTheirScheme() throws IOException {
        nnUnet(SECOND, ".nrrd");
        CaseTable table = CaseTable.read(folder);
        assertThat(table.cases()).extracting(Case::subject).containsExactly("a", "b");
        assertThat(table.cases().get(0).image()).contains(folder.resolve("imagesTr/a_0000.nrrd"));
        LabelSet scheme = table.scheme().orElseThrow();
        assertThat(scheme.tissues()).extracting(Tissue::name).containsExactly("femur", "femoral cartilage");
        assertThat(table.held()).isEmpty();
        assertThat(table.where(table.cases().get(1))).isEqualTo(folder.resolve("labelsTr/b.nrrd") + "");
    }

    @Test
    void nnUnetsFirstVersionNamesNumbers() throws IOException {
        nnUnet("{\"modality\": {\"0\": \"MR\"}, \"labels\": {\"0\": \"background\", \"3\": \"tibia\"}}", ".nii.gz");
        CaseTable table = CaseTable.read(folder);
        assertThat(table.scheme().orElseThrow().tissues()).singleElement().satisfies(t -> {
            assertThat(t.number()).isEqualTo(3);
            assertThat(t.name()).isEqualTo("tibia");
        });
        assertThat(table.cases()).extracting(Case::subject).containsExactly("a", "b");
    }

    @Test
    void whatNnUnetHasAndWeDoNotIsTold() throws IOException {
        nnUnet(SECOND.replace("\"0\": \"DESS\"", "\"0\": \"DESS\", \"1\": \"T2\""), ".nrrd");
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessage(folder.resolve("dataset.json")
                        + ": images have 2 channels; expected one: join or drop the others");
        nnUnet(SECOND.replace("\"Femur\": 1", "\"bones\": [1, 2]"), ".nrrd");
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessage(folder.resolve("dataset.json")
                        + ": label 'bones' is a region of several numbers; expected one number for each label");
    }

    @Test
    void aBrokenListIsToldAsJson() throws IOException {
        nnUnet(SECOND.substring(0, SECOND.length() / 2), ".nrrd");
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessageStartingWith(folder.resolve("dataset.json") + ": line ")
                .hasMessageContaining(": not valid JSON: ");
    }

    @Test
    void tabsAndAByteOrderMarkInTheListAreTaken() throws IOException {
        nnUnet(
                "\uFEFF{\r\n\t\"labels\": {\r\n\t\t\"background\": 0,\r\n\t\t\"femoral_cartilage\":\t1\r\n\t}\r\n}",
                ".nrrd");
        assertThat(CaseTable.read(folder).scheme().orElseThrow().tissues())
                .extracting(Tissue::name)
                .containsExactly("femoral cartilage");
    }

    @Test
    void voxelsToBeIgnoredAreRefused() throws IOException {
        nnUnet(SECOND.replace("\"Femur\": 1", "\"ignore\": 1"), ".nrrd");
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessageStartingWith(folder.resolve("dataset.json")
                        + ": label 'ignore' marks voxels that nothing is to be learnt from, which cannot be done here");
    }

    @Test
    void anImageWithoutItsLabelMapIsTold() throws IOException {
        nnUnet(SECOND, ".nrrd");
        Files.delete(folder.resolve("labelsTr/b.nrrd"));
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessage(folder.resolve("imagesTr/b_0000.nrrd") + ": no labels for it in labelsTr; expected "
                        + "CASE_0000.nii.gz in imagesTr and CASE.nii.gz in labelsTr; label it, or move it to imagesTs");
    }

    @Test
    void aLabelMapWithoutItsImageIsTold() throws IOException {
        nnUnet(SECOND, ".nrrd");
        Files.delete(folder.resolve("imagesTr/b_0000.nrrd"));
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessage(folder.resolve("imagesTr/b_0000.nrrd") + ": no such file; expected the image of "
                        + folder.resolve("labelsTr/b.nrrd"));
    }

    @Test
    void anIwoaiFolderHoldsOutItsOwnSubjectsAndLeavesTestsAlone() throws IOException {
        for (String name : new String[] {"train_001_V00", "train_001_V01", "valid_001_V00", "test_001_V00"}) {
            file(name + ".im", "");
            file(name + ".seg", "");
        }
        CaseTable table = CaseTable.read(folder);
        assertThat(table.cases())
                .extracting(Case::name)
                .containsExactly("train 001 V00", "train 001 V01", "valid 001 V00");
        assertThat(table.held()).containsExactly("valid 001");
        assertThat(table.scheme()).contains(LabelSet.IWOAI);
        assertThat(table.notes()).isEmpty();
    }

    @Test
    void imagesOfTheChallengeWithoutLabelsArePassedOverAndCounted() throws IOException {
        for (String name :
                new String[] {"train_001_V00.im", "train_001_V00.seg", "train_002_V00.im", "test_001_V00.im"}) {
            file(name, "");
        }
        assertThat(CaseTable.read(folder).cases()).extracting(Case::name).containsExactly("train 001 V00");
        assertThat(CaseTable.read(folder).notes())
                .containsExactly(folder + ": 1 image has no labels and is passed over: train_002_V00.im; expected a "
                        + ".seg file beside each .im");
        file("valid_001_V00.im", "");
        assertThat(CaseTable.read(folder).notes())
                .containsExactly(folder + ": 2 images have no labels and are passed over, the first train_002_V00.im; "
                        + "expected a .seg file beside each .im");
    }

    @Test
    void anyOtherFolderIsNoDataSet() {
        assertThatThrownBy(() -> CaseTable.read(folder))
                .hasMessage(
                        folder + ": no data set: neither dataset.json as nnU-Net has it nor train_001_V00.seg as the "
                                + "IWOAI challenge; or name a CSV file with the columns subject, side, visit, image, labels");
    }
}
