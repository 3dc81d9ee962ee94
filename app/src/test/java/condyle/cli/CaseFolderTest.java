package condyle.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFolderTest {
    @TempDir
    private Path results;

    @Test
    void folderTakesTheEarlierOnesPlaceOnlyWhenComplete() throws IOException {
        Path place = caseNamed("knee", "old");
        try (CaseFolder folder = CaseFolder.begin(place)) {
            assertThatThrownBy(() -> folder.fill(into -> {
                        write(into, "half");
                        throw new IOException("disk full");
                    }))
                    .hasMessage("disk full");
        }
        assertThat(place.resolve(CaseFiles.PROVENANCE)).hasContent("old");
        try (CaseFolder folder = CaseFolder.begin(place)) {
            folder.fill(into -> write(into, "new"));
        }
        assertThat(place.resolve(CaseFiles.PROVENANCE)).hasContent("new");
        assertThat(names()).containsExactly("knee");
    }

    @Test
    void stopWaitsForTheFillingThatHasBegun() throws Exception {
        Path place = results.resolve("knee");
        CountDownLatch begun = new CountDownLatch(1);
        try (CaseFolder folder = CaseFolder.begin(place)) {
            Thread stop = new Thread(folder::stop);
            Thread work = working(() -> folder.fill(into -> {
                begun.countDown();
                // A file that is written while the stop waits.
                pause();
                write(into, "whole");
            }));
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            stop.start();
            stop.join();
            work.join();
        }
        assertThat(place.resolve(CaseFiles.PROVENANCE)).hasContent("whole");
        assertThat(names()).containsExactly("knee");
    }

    @Test
    void fillingThatAStopNoLongerWaitsForTakesNoPlace() throws Exception {
        Path place = caseNamed("knee", "old");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<String> told = new AtomicReference<>();
        try (CaseFolder folder = CaseFolder.begin(place)) {
            Thread work = working(() -> {
                try {
                    folder.fill(into -> {
                        write(into, "half");
                        begun.countDown();
                        await(stopped);
                        // Written after the stop took the rest away: the folder looks whole and is not.
                        write(into, "half");
                    });
                } catch (IOException e) {
                    told.set(e.getMessage());
                }
            });
            await(begun);
            folder.stop();
            stopped.countDown();
            work.join();
        }
        assertThat(told).hasValue(place + ": the program was stopped before this case was complete; run it again");
        assertThat(place.resolve(CaseFiles.PROVENANCE)).hasContent("old");
        assertThat(names()).containsExactly("knee");
    }

    @Test
    void afterAStopNothingIsFilledAnyMore() throws Exception {
        Path place = caseNamed("knee", "old");
        CaseFolder folder = CaseFolder.begin(place);
        Thread stop = new Thread(folder::stop);
        stop.start();
        stop.join();
        Thread work = working(() -> folder.fill(into -> write(into, "new")));
        work.join(300);
        assertThat(work.isAlive()).isTrue();
        assertThat(place.resolve(CaseFiles.PROVENANCE)).hasContent("old");
        assertThat(names()).containsExactly("knee");
        folder.close();
    }

    @Test
    void guardedWorkEndsAtItsNextPauseAfterAStop() throws Exception {
        CaseFolder folder = CaseFolder.begin(results.resolve("knee"));
        CountDownLatch begun = new CountDownLatch(1);
        int[] pauses = new int[1];
        working(() -> folder.guard(() -> {
            begun.countDown();
            while (pauses[0] < 1_000_000) {
                pause();
                pauses[0]++;
                folder.pause();
            }
            return null;
        }));
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        Thread stop = new Thread(folder::stop);
        stop.start();
        stop.join();
        int atStop = pauses[0];
        pause();
        pause();
        assertThat(pauses[0]).isEqualTo(atStop);
        folder.close();
    }

    @Test
    void killBetweenTheTwoRenamesIsHealed() throws IOException {
        caseNamed(".knee.old", "old");
        caseNamed(".knee.part", "perhaps whole");
        caseNamed(".other.old", "old");
        caseNamed("other", "new");
        Files.createDirectories(results.resolve(".mine.old"));
        CaseFolder.heal(results);
        assertThat(names()).containsExactly(".knee.part", ".mine.old", "knee", "other");
        assertThat(results.resolve("knee").resolve(CaseFiles.PROVENANCE)).hasContent("old");
        assertThat(results.resolve("other").resolve(CaseFiles.PROVENANCE)).hasContent("new");
        CaseFolder.begin(results.resolve("knee")).close();
        assertThat(names()).containsExactly(".mine.old", "knee", "other");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static Thread working(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IOException("waited in vain");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Path caseNamed(String name, String content) throws IOException {
        write(results.resolve(name), content);
        return results.resolve(name);
    }

    private static void write(Path folder, String content) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(CaseFiles.PROVENANCE), content);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(results)) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }
}
