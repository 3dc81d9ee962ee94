"""The networks of condyle.net on encoders for classification, written in PyTorch with the same names: for networks.py."""
import torch
import torch.nn as nn
import torch.nn.functional as F


class Unit(nn.Module):
    def __init__(self, i, o, k=3, act=True, d=1):
        super().__init__()
        self.k, self.d, self.act = k, d, act
        self.conv = nn.Conv2d(i, o, k, bias=False, dilation=d, padding="same")
        self.norm = nn.BatchNorm2d(o)

    def forward(self, x):
        y = self.norm(self.conv(x))
        return F.relu(y) if self.act else y


class Vgg(nn.Module):
    def __init__(self, channels, convolutions):
        super().__init__()
        layers, i, self.taps = [], 3, []
        for c, n in zip(channels, convolutions):
            for _ in range(n):
                layers += [nn.Conv2d(i, c, 3, padding=1), nn.ReLU()]
                i = c
            self.taps.append(len(layers) - 1)
            layers.append(nn.MaxPool2d(2))
        self.features = nn.Sequential(*layers[:-1])

    def forward(self, x):
        levels, x = [], x.repeat(1, 3, 1, 1)
        for k, layer in enumerate(self.features):
            x = layer(x)
            if k in self.taps:
                levels.append(x)
        return levels


class Fcn(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = Vgg((6, 8, 8), (1, 1, 1))
        self.fc6, self.fc7 = nn.Conv2d(8, 12, 7, padding=3), nn.Conv2d(12, 12, 1)
        self.score, self.score4, self.score3 = nn.Conv2d(12, 3, 1), nn.Conv2d(8, 3, 1), nn.Conv2d(6, 3, 1)
        self.up4, self.up3, self.up1 = [nn.ConvTranspose2d(3, 3, 4, 2, 1, bias=False) for _ in range(3)]

    def forward(self, x):
        a, b, c = [F.max_pool2d(t, 2) for t in self.encoder(x)]
        y = self.up4(self.score(F.relu(self.fc7(F.relu(self.fc6(c)))))) + self.score4(b)
        return self.up1(self.up3(y) + self.score3(a))


class Bottleneck(nn.Module):
    def __init__(self, i, w, stride, d):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, w, 1, bias=False), nn.BatchNorm2d(w)
        self.conv2, self.bn2 = nn.Conv2d(w, w, 3, stride, d, d, bias=False), nn.BatchNorm2d(w)
        self.conv3, self.bn3 = nn.Conv2d(w, 4 * w, 1, bias=False), nn.BatchNorm2d(4 * w)
        if stride > 1 or i != 4 * w:
            self.downsample = nn.Sequential(nn.Conv2d(i, 4 * w, 1, stride, bias=False), nn.BatchNorm2d(4 * w))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn3(self.conv3(F.relu(self.bn2(self.conv2(y)))))
        return F.relu(y + (self.downsample(x) if hasattr(self, "downsample") else x))


class ResNet(nn.Module):
    """torchvision's resnet with replace_stride_with_dilation for strides 16 and 8."""

    def __init__(self, width, blocks, dilated):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(3, width, 7, 2, 3, bias=False), nn.BatchNorm2d(width)
        i, d = width, 1
        for k, n in enumerate(blocks):
            w, before, stride = width << k, d, 1 if k == 0 else 2
            if dilated[k]:
                d, stride = d * stride, 1
            layer = [Bottleneck(i, w, stride, before)]
            layer += [Bottleneck(4 * w, w, 1, d) for _ in range(n - 1)]
            setattr(self, "layer%d" % (k + 1), nn.Sequential(*layer))
            i = 4 * w

    def forward(self, x):
        levels = [F.relu(self.bn1(self.conv1(x.repeat(1, 3, 1, 1))))]
        x = F.max_pool2d(levels[0], 3, 2, 1)
        for k in range(4):
            x = getattr(self, "layer%d" % (k + 1))(x)
            levels.append(x)
        return levels


class PspNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = ResNet(4, (1, 1, 1, 1), (0, 0, 1, 1))
        self.pyramid = nn.ModuleList([Unit(128, 64, 1), Unit(128, 64, 1)])
        self.join, self.head = Unit(256, 32), nn.Conv2d(32, 3, 1)

    def forward(self, x):
        f = self.encoder(x)[4]
        size = lambda t, s: F.interpolate(t, s.shape[2:], mode="bilinear", align_corners=True)
        parts = [size(u(F.adaptive_avg_pool2d(f, b)), f) for u, b in zip(self.pyramid, (1, 2))]
        return size(self.head(self.join(torch.cat([f] + parts, 1))), x)


class Aspp(nn.Module):
    def __init__(self, i, o, rates):
        super().__init__()
        branch = lambda c: nn.Sequential(c, nn.BatchNorm2d(o))
        self.convs = nn.ModuleList([branch(nn.Conv2d(i, o, 1, bias=False))])
        self.convs.extend([branch(nn.Conv2d(i, o, 3, padding=r, dilation=r, bias=False)) for r in rates])
        self.convs.append(
            nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Conv2d(i, o, 1, bias=False), nn.BatchNorm2d(o)))
        self.project = branch(nn.Conv2d((len(rates) + 2) * o, o, 1, bias=False))

    def forward(self, x):
        parts = [F.relu(c(x)) for c in self.convs]
        parts[-1] = F.interpolate(parts[-1], x.shape[2:], mode="bilinear", align_corners=False)
        return F.relu(self.project(torch.cat(parts, 1)))


class DeepLab(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = ResNet(4, (1, 1, 1, 1), (0, 0, 1, 1))
        self.classifier = nn.Sequential(
            Aspp(128, 16, (1, 2)), nn.Conv2d(16, 16, 3, padding=1, bias=False), nn.BatchNorm2d(16), nn.ReLU(),
            nn.Conv2d(16, 3, 1))

    def forward(self, x):
        y = self.classifier(self.backbone(x)[4])
        return F.interpolate(y, x.shape[2:], mode="bilinear", align_corners=False)


class DeepLabPlus(nn.Module):
    def __init__(self):
        super().__init__()
        self.backbone = ResNet(4, (1, 1, 1, 1), (0, 0, 0, 1))
        self.pyramid, self.low = Aspp(128, 16, (1, 2)), Unit(16, 3, 1)
        self.refine, self.head = nn.Sequential(Unit(19, 16), Unit(16, 16)), nn.Conv2d(16, 3, 1)

    def forward(self, x):
        levels = self.backbone(x)
        size = lambda t, s: F.interpolate(t, s.shape[2:], mode="bilinear", align_corners=False)
        low = self.low(levels[1])
        return size(self.head(self.refine(torch.cat([size(self.pyramid(levels[4]), low), low], 1))), x)


class VggUNet(nn.Module):
    """Width 2; convolutions of the decoder have biases, as there is no norm."""

    def __init__(self):
        super().__init__()
        self.encoder = Vgg((2, 4, 8, 16, 16), (2, 2, 3, 3, 3))
        self.decoder = nn.ModuleList()
        i = 16
        for c, o in ((16, 16), (8, 8), (4, 4), (2, 2)):
            pair = []
            for a in (c + i, o):
                unit = nn.Module()
                unit.conv = nn.Conv2d(a, o, 3, padding=1)
                pair.append(unit)
            self.decoder.append(nn.Sequential(*pair))
            i = o
        self.head = nn.Conv2d(2, 3, 1)

    def forward(self, x):
        levels = self.encoder(x)
        x = levels.pop()
        for pair in self.decoder:
            x = F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=True)
            x = torch.cat([levels.pop(), x], 1)
            for unit in pair:
                x = F.relu(unit.conv(x))
        return self.head(x)
