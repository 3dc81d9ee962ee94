package condyle.fusion;

import condyle.data.Case;
import condyle.experiment.Model;
import condyle.experiment.Planar;
import condyle.experiment.Watch;
import condyle.image.Geometry;
import condyle.image.Resample;
import condyle.image.Size;
import condyle.infer.Gathering;
import condyle.infer.Recording;
import condyle.infer.Said;
import condyle.io.WholeFile;
import condyle.train.StoppedException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lets networks look at annotated knees, and keeps in files what they say.
 *
 * <p>What a network says of a whole knee is written to a file before the next one looks, and read back plane by plane beside what
 * the others said: one network's word is the most that is ever in memory. Files are whole or not there, so a look that
 * was broken off goes on after the last network that finished.
 *
 * @param pass how the networks look at a scan
 * @param folder where files are kept
 * @param most open voxels kept of a case
 */
record CaseLook(List<Planar> members, Model.Pass pass, FusionCases cases, Path folder, int most, Watch watch) {
    /** Takes in all that is said of a plane of voxels: of each network one class after the other. */
    interface OfPlane {
        void at(int plane, short[][] said);
    }

    /** What the networks say of a case, looked at unless that was done before. */
    Said of(int number) throws IOException {
        Path file = folder.resolve(String.format("case-%03d.said", number + 1));
        if (!Files.exists(file)) {
            Case c = cases.cases().get(number);
            FusionCases.Knee knee = cases.load(c);
            Geometry grid = Planar.grid(pass, knee.scan().geometry());
            byte[] truth = cases.targets()
                    .toGroups(Resample.nearest(knee.labels(), grid).data());
            record(number, knee, grid);
            Said said = gathered(number, truth, grid.size());
            WholeFile.write(file, out -> {
                try (DataOutputStream data = new DataOutputStream(new BufferedOutputStream(out, 1 << 16))) {
                    said.write(data);
                }
            });
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            return Said.read(in);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage() + "; remove it and run the same command again", e);
        }
    }

    /** Takes the recordings of a case away, once they are no longer needed. */
    void forget(int number) throws IOException {
        for (int m = 0; m < members.size(); m++) {
            Files.deleteIfExists(recording(number, m));
        }
    }

    private Path recording(int number, int member) {
        return folder.resolve(String.format(
                "case-%03d-%s.recording",
                number + 1, members.get(member).plane().name()));
    }

    /** Records what each network says of a case, unless that was done before. */
    void record(int number, FusionCases.Knee knee, Geometry grid) throws IOException {
        int cases = this.cases.cases().size();
        Size n = grid.size();
        for (int m = 0; m < members.size(); m++) {
            if (Files.exists(recording(number, m))) {
                continue;
            }
            int member = m;
            Recording recording = new Recording(classes(), n.length());
            members.get(m).look(knee.scan(), grid, recording, share -> {
                int done = (int) Math.round(1000 * (number * members.size() + member + share));
                watch.observer()
                        .preparing(
                                "case " + (number + 1) + " of " + cases + ", "
                                        + members.get(member).plane().name(),
                                done,
                                1000 * cases * members.size());
                if (watch.stop().getAsBoolean()) {
                    throw StoppedException.again("case " + (number + 1) + " was looked at", watch.folder());
                }
            });
            WholeFile.write(recording(number, m), out -> recording.write(out, n.x() * n.y()));
        }
    }

    private int classes() {
        return cases.targets().grouping().classes();
    }

    private Said gathered(int number, byte[] truth, Size n) throws IOException {
        Case c = cases.cases().get(number);
        Gathering gathering = new Gathering(members.size(), cases.targets().grouping(), most, c.seed());
        int plane = n.x() * n.y();
        replay(number, n, (z, said) -> gathering.plane(Arrays.copyOfRange(truth, z * plane, (z + 1) * plane), said));
        return gathering.done();
    }

    /** Goes once more through what was said of a case, plane by plane. */
    void replay(int number, Size n, OfPlane to) throws IOException {
        List<Recording.Reader> readers = new ArrayList<>();
        try {
            for (int m = 0; m < members.size(); m++) {
                readers.add(new Recording.Reader(recording(number, m), classes(), n.x() * n.y()));
            }
            short[][] said = new short[members.size()][];
            for (int z = 0; z < n.z(); z++) {
                for (int m = 0; m < said.length; m++) {
                    said[m] = readers.get(m).next();
                }
                to.at(z, said);
            }
        } finally {
            for (Recording.Reader reader : readers) {
                reader.close();
            }
        }
    }
}
