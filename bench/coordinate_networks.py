"""The coordinate networks of condyle.implicit written in PyTorch, with the same names: GoldenImplicitTest expects their numbers.

/usr/bin/python3 bench/coordinate_networks.py   (PyTorch 1.13 or newer; prints one line for each network)

Each number of the state is a sine of its place, so that both programs fill networks alike. A line holds the mean size of the
outputs, three of them, the loss of an auto-decoder's step (document 002), the norm of its gradient by the code, and the CRC-32
of the names.
"""
import math
import zlib

import torch
import torch.nn as nn
import torch.nn.functional as F

WIDTH, LAYERS, CLASSES, POINTS, LATENT_WEIGHT, WEIGHT_WEIGHT, IMAGE_WEIGHT = 8, 3, 3, 24, 1e-2, 1e-3, 10.0


class Gabor(nn.Module):
    def __init__(self, i, o, first):
        super().__init__()
        self.freqs, self.scale = nn.Linear(i, o), nn.Linear(i, o)

    def forward(self, x):
        return torch.cos(10 * self.freqs(x)) * torch.exp(-((10 * self.scale(x)) ** 2))


class Sine(nn.Module):
    def __init__(self, i, o, first):
        super().__init__()
        self.linear = nn.Linear(i, o)

    def forward(self, x):
        return torch.sin(30 * self.linear(x))


class Rectified(nn.Module):
    def __init__(self, i, o, first):
        super().__init__()
        self.linear = nn.Linear(i, o)

    def forward(self, x):
        return F.relu(self.linear(x))


class Parts(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        self.real, self.imag = nn.Linear(i, o), nn.Linear(i, o)


class ComplexGabor(nn.Module):
    """WIRE's exp(j omega z - |sigma z|^2) with PyTorch's own complex numbers."""

    def __init__(self, i, o, first):
        super().__init__()
        self.linear = Parts(i, o)

    def forward(self, x):
        w = torch.complex(self.linear.real.weight, self.linear.imag.weight)
        b = torch.complex(self.linear.real.bias, self.linear.imag.bias)
        z = x.to(w.dtype) @ w.t() + b
        return torch.exp(10j * z - (4 * z).abs().square())


class Waves(nn.Module):
    def __init__(self, rows, axes):
        super().__init__()
        self.register_buffer("waves", torch.zeros(rows, axes))

    def forward(self, c):
        phase = c @ self.waves.t()
        return torch.cat([c, phase.sin(), phase.cos()], 1)


class Backbone(nn.Module):
    def __init__(self, kind, encoded, latent, everywhere, residual):
        super().__init__()
        self.everywhere, self.residual = everywhere, residual
        for i in range(LAYERS):
            coordinates = encoded if i == 0 or everywhere else 0
            self.add_module(str(i), kind(coordinates + (latent if i == 0 else WIDTH), WIDTH, i == 0))

    def forward(self, c, h):
        x = h.expand(len(c), -1)
        for i in range(LAYERS):
            told = torch.cat([c, x], 1) if i == 0 or self.everywhere else x
            y = getattr(self, str(i))(told)
            x = y + x if self.residual else y
        return x.real if x.is_complex() else x


class Net(nn.Module):
    def __init__(self, kind, axes=3, everywhere=False, rows=0, separate=False, latent=WIDTH, residual=True):
        super().__init__()
        self.axes, self.separate = axes, separate
        if rows:
            self.encoding = Waves(rows, axes)
        encoded = axes + 2 * rows
        self.backbone = Backbone(kind, encoded, latent, everywhere, residual)
        if separate:
            self.imaging = Backbone(kind, encoded, latent, everywhere, residual)
        self.seg, self.rec = nn.Linear(WIDTH, CLASSES), nn.Linear(WIDTH, 1)

    def forward(self, c, h):
        c = self.encoding(c) if hasattr(self, "encoding") else c
        x = self.backbone(c, h)
        return torch.cat([self.seg(x), self.rec(self.imaging(c, h) if self.separate else x)], 1)


NETWORKS = {
    "gabor": lambda: Net(Gabor),
    "gabor everywhere": lambda: Net(Gabor, everywhere=True),
    "gabor in time": lambda: Net(Gabor, axes=4),
    "gabor separate": lambda: Net(Gabor, separate=True),
    "complex-gabor": lambda: Net(ComplexGabor),
    "sine": lambda: Net(Sine),
    "relu": lambda: Net(Rectified),
    "relu fourier": lambda: Net(Rectified, rows=5),
    "relu without code": lambda: Net(Rectified, latent=0, residual=False),
}


def fill(net):
    state = net.state_dict()
    for k, name in enumerate(sorted(state)):
        tensor = state[name]
        waves = torch.sin(0.37 * torch.arange(1, tensor.numel() + 1, dtype=torch.float64) + k).reshape(tensor.shape)
        # Small enough that no bell hides everything.
        tensor.copy_((0.1 * waves).float())
    return zlib.crc32("\n".join(sorted(state)).encode())


def loss(net, out, h, labels, image):
    """BCE and Dice (MONAI's) of the classes, BCE of the brightness, and the squares of code and layers."""
    p = out[:, :CLASSES].softmax(1)
    y = F.one_hot(labels, CLASSES).double()
    dice = 1 - (2 * (p * y).sum(0) + 1e-5) / (p.sum(0) + y.sum(0) + 1e-5)
    squares = sum((q**2).sum() for n, q in net.named_parameters() if n.startswith(("backbone", "imaging")))
    return (
        IMAGE_WEIGHT * F.binary_cross_entropy(out[:, CLASSES].sigmoid(), image)
        + F.binary_cross_entropy(p, y)
        + dice.mean()
        + LATENT_WEIGHT * (h**2).mean()
        + WEIGHT_WEIGHT * squares
    )


def main():
    for name, make in NETWORKS.items():
        net = make()
        crc = fill(net)
        net = net.double()
        axes = net.axes
        c = (torch.sin(torch.arange(POINTS * axes, dtype=torch.float64)) / 2 + 0.5).reshape(POINTS, axes)
        latent = 0 if "without" in name else WIDTH
        h = (0.3 * torch.cos(torch.arange(latent, dtype=torch.float64))).reshape(1, latent).requires_grad_(True)
        labels = torch.arange(POINTS) ** 2 // 5 % CLASSES
        image = torch.arange(POINTS).double() / POINTS
        out = net(c, h)
        value = loss(net, out, h, labels, image) if latent else out.sum()
        gradient = torch.autograd.grad(value, h)[0].norm() if latent else torch.zeros(())
        numbers = [out.abs().mean(), out[0, 0], out[23, 2], out[11, 3], value, gradient]
        print(name + ", " + ", ".join("%.7g" % v.item() for v in numbers) + ", %d" % crc, flush=True)


if __name__ == "__main__":
    main()
