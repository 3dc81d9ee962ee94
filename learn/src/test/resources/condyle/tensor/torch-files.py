"""Makes vgg-tiny.pth and vgg-tiny-row.pth as PyTorch 1.13 does: the layout of torchvision's vgg16, one channel wide.

/usr/bin/python3 torch-files.py      # Debian's PyTorch 1.13.1; writes both files beside this one

vgg-tiny.pth is the zip archive of PyTorch 1.6 and later, vgg-tiny-row.pth the pickles in a row of 0.1.10 to 1.5, in which
torchvision's vgg16-397923af.pth still is. Number i of a tensor whose name has n letters is sin(0.7 i + n).
"""
import collections
import pathlib

import torch

here = pathlib.Path(__file__).parent
features = []
inputs = 3
for stage, convolutions in enumerate([2, 2, 3, 3, 3]):
    width = [1, 2, 4, 8, 8][stage]
    for _ in range(convolutions):
        features += [torch.nn.Conv2d(inputs, width, 3, padding=1), torch.nn.ReLU(inplace=True)]
        inputs = width
    features.append(torch.nn.MaxPool2d(2))
model = torch.nn.Module()
model.features = torch.nn.Sequential(*features)
model.classifier = torch.nn.Sequential(torch.nn.Linear(8, 4), torch.nn.ReLU(True), torch.nn.Dropout(), torch.nn.Linear(4, 3))

state = model.state_dict()
for name, tensor in state.items():
    count = torch.arange(tensor.numel(), dtype=torch.float64)
    tensor.copy_(torch.sin(0.7 * count + len(name)).reshape(tensor.shape))
torch.save(state, here / "vgg-tiny.pth")
torch.save(state, here / "vgg-tiny-row.pth", _use_new_zipfile_serialization=False)

# Views, kinds, nesting, a parameter: what other files of plain tensors hold.
whole = torch.arange(24, dtype=torch.float32)
kinds = collections.OrderedDict(
    turned=whole.reshape(4, 6).t(),
    part=whole[5:8],
    half=torch.tensor([1.5, -2], dtype=torch.float16),
    brain=torch.tensor([1.5, -2], dtype=torch.bfloat16),
    double=torch.tensor(0.1, dtype=torch.float64),
    count=torch.tensor(1 << 40),
    bytes=torch.tensor([0, 255], dtype=torch.uint8),
    yes=torch.tensor([True, False]),
    none=torch.zeros(0, 4),
    small=torch.tensor([7], dtype=torch.int32),
    learnt=torch.nn.Parameter(torch.tensor([3.0])),
)
torch.save({"epoch": 3, "best": 0.5, "who": "größe", "rates": [1, (2, None)], "state_dict": kinds}, here / "kinds.pth")
