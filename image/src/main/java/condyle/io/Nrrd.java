package condyle.io;

import condyle.image.Volume;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipException;

/** NRRD in one file ({@code .nrrd}), raw or gzip: read only. */
final class Nrrd implements Format {
    @Override
    public String name() {
        return "NRRD";
    }

    @Override
    public List<String> endings() {
        return List.of(".nrrd");
    }

    @Override
    public boolean startsLike(byte[] head) {
        return head.length > 8 && head[0] == 'N' && head[1] == 'R' && head[2] == 'R' && head[3] == 'D';
    }

    @Override
    public ScanInfo info(Path path) throws IOException {
        try (InputStream in = VoxelFile.open(path)) {
            NrrdHeader header = NrrdHeader.read(path, in);
            return ScanInfo.of(name(), header.geometry(), header.layout().type());
        }
    }

    @Override
    public Volume read(Path path) throws IOException {
        try (InputStream in = VoxelFile.open(path)) {
            NrrdHeader header = NrrdHeader.read(path, in);
            boolean packed = header.encoding().equals("gzip");
            if (packed) {
                VoxelFile.requireHeldPacked(path, header.layout());
            } else {
                VoxelFile.requireHeld(path, header.layout(), Math.max(0, header.byteSkip()));
            }
            VoxelFile.requireMemory(path, header.layout());
            for (int i = 0; i < header.lineSkip(); i++) {
                skipLine(path, in);
            }
            return Volume.of(header.geometry(), packed ? unpack(path, in, header) : plain(path, in, header));
        }
    }

    private static float[] plain(Path path, InputStream in, NrrdHeader header) throws IOException {
        if (header.byteSkip() == -1) {
            // The voxels are the last bytes of the file.
            try (InputStream again = VoxelFile.open(path)) {
                VoxelFile.skip(path, again, Files.size(path) - header.layout().bytes());
                return VoxelFile.decode(path, again, header.layout());
            }
        }
        VoxelFile.skip(path, in, header.byteSkip());
        return VoxelFile.decode(path, in, header.layout());
    }

    private static float[] unpack(Path path, InputStream in, NrrdHeader header) throws IOException {
        if (header.byteSkip() < 0) {
            throw new IOException(
                    path + ": NRRD byte skip " + header.byteSkip() + " with gzip is not read; expected 0");
        }
        try (InputStream unpacked = VoxelFile.unpack(in)) {
            VoxelFile.skip(path, unpacked, header.byteSkip());
            return VoxelFile.decode(path, unpacked, header.layout());
        } catch (EOFException | ZipException e) {
            throw VoxelFile.broken(path, e);
        }
    }

    private static void skipLine(Path path, InputStream in) throws IOException {
        int c = in.read();
        while (c >= 0 && c != '\n') {
            c = in.read();
        }
        if (c < 0) {
            throw new IOException(path + ": truncated: it ends before its voxels");
        }
    }
}
