"""The training step of bench/step.sh in PyTorch: the same networks, weights and images. Prints seconds and memory.

Arguments: the file of weights, images and logits; unet3d, vnet or unet2d; FP32 or BF16; threads; steps before and steps that count.
"""

import contextlib
import json
import re
import resource
import struct
import sys
import time

import numpy
import torch
from torch import nn


def layers(dimensions):
    """Convolution, transposed convolution and instance norm of images with so many axes."""
    if dimensions == 3:
        return nn.Conv3d, nn.ConvTranspose3d, nn.InstanceNorm3d
    return nn.Conv2d, nn.ConvTranspose2d, nn.InstanceNorm2d


def level_channels(tensors, name):
    """First axis of the weights that the pattern names, one for each level."""
    found = {int(m[1]): t.shape[0] for k, t in tensors.items() if (m := re.fullmatch(name, k))}
    return [found[i] for i in sorted(found)]


class Block(nn.Module):
    def __init__(self, dimensions, inputs, outputs, stride):
        super().__init__()
        conv, _, norm = layers(dimensions)
        self.conv1 = conv(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = norm(outputs, affine=True)
        self.conv2 = conv(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = norm(outputs, affine=True)
        self.activation = nn.LeakyReLU(0.01, inplace=True)

    def forward(self, x):
        x = self.activation(self.norm1(self.conv1(x)))
        return self.activation(self.norm2(self.conv2(x)))


class UNet(nn.Module):
    def __init__(self, tensors, dimensions):
        super().__init__()
        conv, transposed, _ = layers(dimensions)
        channels = level_channels(tensors, r"encoder\.(\d+)\.conv1\.weight")
        self.encoder = nn.ModuleList(
            Block(dimensions, channels[i - 1] if i else 1, c, 2 if i else 1) for i, c in enumerate(channels)
        )
        pairs = list(zip(channels[:0:-1], channels[-2::-1]))
        self.up = nn.ModuleList(transposed(a, b, 2, 2, bias=False) for a, b in pairs)
        self.decoder = nn.ModuleList(Block(dimensions, 2 * b, b, 1) for _, b in pairs)
        self.head = conv(channels[0], tensors["head.weight"].shape[0], 1)

    def forward(self, x):
        skips = []
        for block in self.encoder:
            x = block(x)
            skips.append(x)
        skips.pop()
        for up, block in zip(self.up, self.decoder):
            x = block(torch.cat([up(x), skips.pop()], 1))
        return self.head(x)


class Bent(nn.Module):
    """A convolution, its norm and its bend."""

    def __init__(self, conv, channels):
        super().__init__()
        self.conv = conv
        self.norm = nn.InstanceNorm3d(channels, affine=True)
        self.act = nn.PReLU(channels)

    def forward(self, x, added=None):
        x = self.norm(self.conv(x))
        return self.act(x if added is None else x + added)


class Stage(nn.ModuleList):
    def __init__(self, inputs, outputs, count):
        super().__init__(
            Bent(nn.Conv3d(outputs if i else inputs, outputs, 5, 1, 2, bias=False), outputs) for i in range(count)
        )

    def forward(self, x):
        added = x
        for i, bent in enumerate(self):
            x = bent(x, added if i == len(self) - 1 else None)
        return x


class VNet(nn.Module):
    def __init__(self, tensors):
        super().__init__()
        channels = level_channels(tensors, r"encoder\.(\d+)\.0\.conv\.weight")
        count = [sum(k.startswith("encoder.%d." % i) and k.endswith("conv.weight") for k in tensors)
                 for i in range(len(channels))]
        self.encoder = nn.ModuleList(Stage(c if i else 1, c, count[i]) for i, c in enumerate(channels))
        self.down = nn.ModuleList(
            Bent(nn.Conv3d(a, b, 2, 2, bias=False), b) for a, b in zip(channels, channels[1:])
        )
        below = [2 * c for c in channels[1:-1]] + [channels[-1]]
        self.up = nn.ModuleList(
            Bent(nn.ConvTranspose3d(b, c, 2, 2, bias=False), c) for b, c in zip(below, channels)
        )
        self.decoder = nn.ModuleList(Stage(2 * c, 2 * c, n) for c, n in zip(channels[:-1], count))
        self.head = nn.Conv3d(2 * channels[0], tensors["head.weight"].shape[0], 1)

    def forward(self, x):
        skips = []
        for i, stage in enumerate(self.encoder):
            if i:
                skips.append(x)
                x = self.down[i - 1](x)
            x = stage(x)
        for i in reversed(range(len(self.up))):
            x = self.decoder[i](torch.cat([self.up[i](x), skips.pop()], 1))
        return self.head(x)


NETWORKS = {
    "unet3d": lambda tensors: UNet(tensors, 3),
    "unet2d": lambda tensors: UNet(tensors, 2),
    "vnet": VNet,
}


def read(path):
    """Named tensors of a safetensors file."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        start = file.tell()
        kinds = {"F32": numpy.float32, "I64": numpy.int64}
        tensors = {}
        for name, e in header.items():
            if name == "__metadata__":
                continue
            first, last = e["data_offsets"]
            file.seek(start + first)
            numbers = numpy.frombuffer(file.read(last - first), kinds[e["dtype"]])
            tensors[name] = torch.from_numpy(numbers.reshape(e["shape"]).copy())
        return tensors


def loss_of(logits, labels):
    """Cross-entropy plus one minus the soft Dice of the classes but the background, as condyle.loss.DiceCrossEntropy."""
    entropy = nn.functional.cross_entropy(logits, labels)
    probabilities = logits.softmax(1)
    truth = nn.functional.one_hot(labels, logits.shape[1]).movedim(-1, 1).float()
    axes = [0] + list(range(2, logits.dim()))
    both = (probabilities * truth).sum(axes)
    each = probabilities.sum(axes) + truth.sum(axes)
    return entropy + 1 - ((2 * both + 1) / (each + 1))[1:].mean()


def main():
    tensors = read(sys.argv[1])
    bf16 = sys.argv[3] == "BF16"
    threads, warm, steps = map(int, sys.argv[4:7])
    torch.set_num_threads(threads)
    image, labels, logits = (tensors.pop(name) for name in ("image", "labels", "logits"))
    network = NETWORKS[sys.argv[2]](tensors)
    network.load_state_dict(tensors)
    del tensors
    precision = lambda: torch.autocast("cpu", torch.bfloat16) if bf16 else contextlib.nullcontext()
    with torch.no_grad(), precision():
        off = (network(image).float() - logits).abs().max()
        print("difference %.1e of at most %.1f" % (off, logits.abs().max()))
    del logits
    optimizer = torch.optim.AdamW(network.parameters(), 1e-3)
    seconds = []
    for _ in range(warm + steps):
        start = time.perf_counter()
        optimizer.zero_grad()
        with precision():
            outputs = network(image)
        loss_of(outputs.float(), labels).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 12)
        optimizer.step()
        seconds.append(time.perf_counter() - start)
    print("seconds %.4f" % sorted(seconds[warm:])[steps // 2])
    print("mib %.0f" % (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    print("version %s" % torch.__version__)


main()
