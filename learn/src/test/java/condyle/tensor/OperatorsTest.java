package condyle.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OperatorsTest {
    private static final Random RANDOM = new Random(1);

    private static Tensor image(long... shape) {
        float[] values = new float[(int) (shape[0] * shape[1] * shape[2] * shape[3] * shape[4])];
        for (int i = 0; i < values.length; i++) {
            values[i] = 3 + (float) RANDOM.nextGaussian();
        }
        return Tensor.of(values, shape).channelsLast();
    }

    @Test
    void joiningChannelsGivesTheNumbersAndGradientsOfCat() {
        try (Scope scope = new Scope()) {
            Tensor factor = image(2, 5, 3, 4, 2);
            Tensor a = image(2, 2, 3, 4, 2).withGradient();
            Tensor b = image(2, 3, 3, 4, 2).withGradient();
            Tensor joined = Operators.joinChannels(a, b);
            assertThat(joined.toFloats()).isEqualTo(Tensor.cat(1, a, b).toFloats());
            joined.mul(factor).sum().backward();
            assertThat(a.grad().toFloats()).isEqualTo(factor.narrow(1, 0, 2).toFloats());
            assertThat(b.grad().toFloats()).isEqualTo(factor.narrow(1, 2, 3).toFloats());
        }
    }

    @Test
    void normalizingInPlaceGivesTheNumbersOfNormalizingAnew() {
        try (Scope scope = new Scope();
                NoGradient off = new NoGradient()) {
            // Large enough for several parts, the last of them smaller.
            Tensor x = image(2, 8, 37, 50, 60);
            Tensor weight = Tensor.of(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 8);
            Tensor bias = Tensor.of(new float[] {8, 7, 6, 5, 4, 3, 2, 1}, 8);
            Tensor anew = Operators.leakyReluInPlace(Operators.instanceNorm(x, weight, bias), 0.01);
            Operators.instanceNormInPlace(x, weight, bias, part -> Operators.leakyReluInPlace(part, 0.01));
            assertThat(x.sub(anew).abs().max().item()).isLessThan(1e-4);
        }
    }

    private interface Convolving {
        Tensor of(Tensor x, Tensor weight, Tensor bias, Operators.Walk walk);
    }

    /** Numbers and both gradients of the first of the images, where it stands alone and beside an empty one. */
    private static void sameAloneAndInABatch(Tensor x, Tensor weight, Convolving operation, Operators.Walk walk) {
        Tensor[][] found = new Tensor[2][];
        for (int i = 0; i < 2; i++) {
            Tensor own = x.copy().withGradient();
            Tensor weights = weight.copy().withGradient();
            Tensor given = i == 0 ? own : Tensor.cat(0, own, own.zerosLike());
            Tensor y = operation.of(given, weights, null, walk).narrow(0, 0, 1);
            y.square().sum().backward();
            found[i] = new Tensor[] {y, own.grad(), weights.grad()};
        }
        for (int k = 0; k < 3; k++) {
            double largest = found[1][k].abs().max().item();
            assertThat(found[0][k].sub(found[1][k]).abs().max().item()).isLessThan(1e-5 * largest);
        }
    }

    @Test
    void emptyChannelsForTheFastWayChangeNeitherNumbersNorGradients() {
        try (Scope scope = new Scope()) {
            Tensor first = image(1, 1, 60, 60, 4);
            Tensor kernel = image(4, 1, 3, 3, 3);
            assertThat(ConvolutionWidth.missing(first, kernel)).isEqualTo(5);
            sameAloneAndInABatch(first, kernel, Operators::convolution, new Operators.Walk(1, 1));
            Tensor coarse = image(1, 96, 12, 10, 4);
            assertThat(ConvolutionWidth.missing(coarse, kernel)).isEqualTo(75);
            sameAloneAndInABatch(coarse, image(4, 96, 3, 3, 3), Operators::convolution, new Operators.Walk(2, 1));
            sameAloneAndInABatch(
                    coarse, image(96, 2, 2, 2, 2), Operators::convolutionTransposed, new Operators.Walk(2, 0));
            Convolving valid = (x, w, bias, walk) -> Stencil.valid(x, w, bias, List.of(2, 1, 2));
            sameAloneAndInABatch(coarse, image(4, 96, 2, 3, 2), valid, null);
        }
    }

    @Test
    void imagesThatAreWideEnoughOrFarFromItStayAsTheyAre() {
        try (Scope scope = new Scope()) {
            Tensor kernel = image(4, 1, 3, 3, 3);
            assertThat(ConvolutionWidth.missing(image(1, 6, 60, 60, 1), kernel)).isZero();
            assertThat(ConvolutionWidth.missing(image(1, 3, 12, 10, 4), kernel)).isZero();
            assertThat(ConvolutionWidth.missing(image(2, 1, 60, 60, 1), kernel)).isZero();
            assertThat(ConvolutionWidth.missing(image(1, 1, 60, 60, 4), image(4, 1, 3, 5, 5)))
                    .isZero();
            try (Autocast cast = Autocast.of(Precision.BF16, Device.CPU)) {
                assertThat(ConvolutionWidth.missing(image(1, 1, 60, 60, 4), kernel))
                        .isZero();
            }
        }
    }

    @Test
    void theInstanceNormOfABatchIsThatOfEachSampleWithItsGradients() {
        try (Scope scope = new Scope()) {
            Tensor x = image(3, 4, 6, 5, 4).withGradient();
            Tensor weight = Tensor.of(new float[] {1, 2, 3, 4}, 4).withGradient();
            Tensor bias = Tensor.zeros(4).withGradient();
            Tensor ahead = image(3, 4, 6, 5, 4);
            Operators.instanceNorm(x, weight, bias).mul(ahead).sum().backward();
            Tensor ofWeight = weight.grad().copy();
            Tensor ofImage = x.grad().copy();
            for (int n = 0; n < 3; n++) {
                Tensor alone = x.detach().narrow(0, n, 1).copy().withGradient();
                Tensor own = weight.detach().copy().withGradient();
                Operators.instanceNorm(alone, own, bias)
                        .mul(ahead.narrow(0, n, 1))
                        .sum()
                        .backward();
                assertThat(ofImage.narrow(0, n, 1).sub(alone.grad()).abs().max().item())
                        .isLessThan(1e-5);
                ofWeight = ofWeight.sub(own.grad());
            }
            assertThat(ofWeight.abs().max().item()).isLessThan(1e-4);
        }
    }
}
