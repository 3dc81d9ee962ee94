package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ScopeTest {
    @Test
    void residentMemoryStaysFlatOverManySteps() throws IOException {
        assumeTrue(Files.isReadable(Path.of("/proc/self/statm")), "resident memory is read from Linux's /proc");
        Tensor weight = Tensor.ones(64).withGradient();
        for (int i = 0; i < 10; i++) {
            step(weight);
        }
        long before = residentMiB();
        for (int i = 0; i < 100; i++) {
            step(weight);
        }
        // Each step makes some 10 MiB; without scopes 100 of them would be 1 GiB.
        assertThat(residentMiB() - before).isLessThan(100);
    }

    private static void step(Tensor weight) {
        try (Scope step = new Scope()) {
            Tensor x = Tensor.ones(1024, 64);
            for (int i = 0; i < 20; i++) {
                x = x.mul(weight).add(1);
            }
            x.sum().backward();
        }
    }

    private static long residentMiB() throws IOException {
        String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
        return Long.parseLong(pages[1]) * 4096 >> 20;
    }

    @Test
    void whatIsKeptOutlivesItsScopeAndGoesToTheNext() {
        Tensor kept;
        try (Scope outer = new Scope()) {
            try (Scope inner = new Scope()) {
                kept = inner.keep(Tensor.ones(3));
            }
            assertThat(kept.sum().item()).isEqualTo(3);
            assertThat(kept.handle.isNull()).isFalse();
        }
        assertThat(kept.handle.isNull()).isTrue();
    }

    @Test
    void whatIsKeptOutOfTheLastScopeStays() {
        Tensor kept;
        try (Scope scope = new Scope()) {
            kept = scope.keep(Tensor.ones(3));
        }
        assertThat(kept.toFloats()).containsExactly(1, 1, 1);
    }

    @Test
    void onlyTheResultOfAPartIsLeft() {
        try (Scope outer = new Scope()) {
            Tensor[] between = new Tensor[1];
            Tensor result = Scope.only(() -> {
                between[0] = Tensor.ones(3);
                return between[0].add(1);
            });
            assertThat(between[0].handle.isNull()).isTrue();
            assertThat(result.toFloats()).containsExactly(2, 2, 2);
        }
    }

    @Test
    void gradientsOutliveTheScopeOfTheirStep() {
        Tensor weight = Tensor.ones(2).withGradient();
        try (Scope step = new Scope()) {
            weight.mul(3).sum().backward();
        }
        assertThat(weight.grad().toFloats()).containsExactly(3, 3);
    }
}
