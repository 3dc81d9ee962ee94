"""The training step of bench/step.sh in PyTorch: the same 3-D U-Net, weights and image. Prints seconds and version."""

import json
import struct
import sys
import time

import numpy
import torch
from torch import nn

CHANNELS = [16, 32, 64, 128]


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv3d(inputs, outputs, 3, stride, 1, bias=False)
        self.norm1 = nn.InstanceNorm3d(outputs, affine=True)
        self.conv2 = nn.Conv3d(outputs, outputs, 3, 1, 1, bias=False)
        self.norm2 = nn.InstanceNorm3d(outputs, affine=True)
        self.activation = nn.LeakyReLU(0.01, inplace=True)

    def forward(self, x):
        x = self.activation(self.norm1(self.conv1(x)))
        return self.activation(self.norm2(self.conv2(x)))


class UNet(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.encoder = nn.ModuleList(
            Block(CHANNELS[i - 1] if i else 1, c, 2 if i else 1) for i, c in enumerate(CHANNELS)
        )
        pairs = list(zip(CHANNELS[:0:-1], CHANNELS[-2::-1]))
        self.up = nn.ModuleList(nn.ConvTranspose3d(a, b, 2, 2, bias=False) for a, b in pairs)
        self.decoder = nn.ModuleList(Block(2 * b, b, 1) for _, b in pairs)
        self.head = nn.Conv3d(CHANNELS[0], classes, 1)

    def forward(self, x):
        skips = []
        for block in self.encoder:
            x = block(x)
            skips.append(x)
        skips.pop()
        for up, block in zip(self.up, self.decoder):
            x = block(torch.cat([up(x), skips.pop()], 1))
        return self.head(x)


def read(path):
    """Named tensors of a safetensors file."""
    with open(path, "rb") as file:
        header = json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))
        data = file.read()
    kinds = {"F32": numpy.float32, "I64": numpy.int64}
    return {
        name: torch.from_numpy(
            numpy.frombuffer(data[slice(*e["data_offsets"])], kinds[e["dtype"]]).reshape(e["shape"]).copy()
        )
        for name, e in header.items()
        if name != "__metadata__"
    }


def loss_of(logits, labels):
    """Cross-entropy plus one minus the soft Dice of the classes but the background, as condyle.loss.DiceCrossEntropy."""
    entropy = nn.functional.cross_entropy(logits, labels)
    probabilities = logits.softmax(1)
    truth = nn.functional.one_hot(labels, logits.shape[1]).permute(0, 4, 1, 2, 3).float()
    axes = (0, 2, 3, 4)
    both = (probabilities * truth).sum(axes)
    each = probabilities.sum(axes) + truth.sum(axes)
    return entropy + 1 - ((2 * both + 1) / (each + 1))[1:].mean()


def main():
    tensors = read(sys.argv[1])
    steps, warm, threads = map(int, sys.argv[2:5])
    torch.set_num_threads(threads)
    image, labels, logits = (tensors.pop(name) for name in ("image", "labels", "logits"))
    network = UNet(logits.shape[1])
    network.load_state_dict(tensors)
    with torch.no_grad():
        print("difference %.1e of at most %.1f" % ((network(image) - logits).abs().max(), logits.abs().max()))
    optimizer = torch.optim.AdamW(network.parameters(), 1e-3)
    seconds = []
    for _ in range(warm + steps):
        start = time.perf_counter()
        optimizer.zero_grad()
        loss_of(network(image), labels).backward()
        nn.utils.clip_grad_norm_(network.parameters(), 12)
        optimizer.step()
        seconds.append(time.perf_counter() - start)
    print("seconds %.4f" % sorted(seconds[warm:])[steps // 2])
    print("version %s" % torch.__version__)


main()
