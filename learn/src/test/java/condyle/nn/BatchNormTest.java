package condyle.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import condyle.tensor.Scope;
import condyle.tensor.Tensor;
import org.junit.jupiter.api.Test;

class BatchNormTest {
    @Test
    void oneNumberAChannelHasNoVarianceToLearnButMayBeUsed() {
        try (Scope scope = new Scope()) {
            BatchNorm norm = new BatchNorm(3);
            assertThatThrownBy(() -> norm.forward(Tensor.ones(1, 3, 1, 1)))
                    .hasMessageStartingWith("batch norm: tensor [1, 3, 1, 1]")
                    .hasMessageEndingWith("has one number a channel, and so no variance to learn; expected more "
                            + "samples in a batch, or larger ones");
            norm.forward(Tensor.ones(2, 3, 1, 1));
            norm.mode(Mode.USE);
            assertThat(norm.forward(Tensor.ones(1, 3, 1, 1)).allFinite()).isTrue();
        }
    }
}
