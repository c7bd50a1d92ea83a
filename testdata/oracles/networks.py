"""Runs small networks in PyTorch and writes networks.jsonl, one case on a line.

    pip install -r requirements.txt
    python networks.py > networks.jsonl

Every number is float64. Parameters, inputs and derivatives are drawn from numpy's generator
with fixed seeds, so the file comes out the same again, up to the last bits of PyTorch's kernels.
"""

import json

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


class Residual(nn.Module):
    def __init__(self, *body):
        super().__init__()
        self.body = nn.Sequential(*body)

    def forward(self, x):
        return x + self.body(x)


def build(layers, shape):
    """Returns PyTorch's modules for our layers and the shape of their output."""
    c, h, w = shape
    modules = []
    for layer in layers:
        ((name, s),) = layer.items()
        if name == "Dense":
            modules += [nn.Flatten(), nn.Linear(c * h * w, s["Out"], bias=not s.get("NoBias", False)), nn.Unflatten(1, (s["Out"], 1, 1))]
            c, h, w = s["Out"], 1, 1
        elif name == "Conv":
            mode = {"zero": "zeros", "reflect": "reflect"}[s.get("Edge", "zero")]
            modules.append(nn.Conv2d(c, s["Out"], 3, padding=1, padding_mode=mode, bias=not s.get("NoBias", False)))
            c = s["Out"]
        elif name == "ReLU":
            modules.append(nn.LeakyReLU(s["Leak"]) if s.get("Leak") else nn.ReLU())
        elif name == "BatchNorm":
            modules.append(nn.BatchNorm2d(c, eps=s.get("Epsilon", 1e-5), momentum=s.get("Momentum", 0.1)))
        elif name == "Residual":
            body, _ = build(s, (c, h, w))
            modules.append(Residual(*body))
    return modules, (c, h, w)


# An offset in front of batch normalization has the derivative 0, rounding apart, which Adam would blow up: hence NoBias there.
CONV, REFLECT = {"Conv": {"Out": 3}}, {"Conv": {"Out": 3, "Edge": "reflect"}}
WHOLE = [
    {"Conv": {"Out": 4, "Edge": "reflect"}}, {"ReLU": {}}, {"Conv": {"Out": 4, "NoBias": True}}, {"BatchNorm": {}}, {"ReLU": {"Leak": 0.1}},
    {"Residual": [{"Conv": {"Out": 4, "NoBias": True}}, {"BatchNorm": {"Momentum": 0.3, "Epsilon": 0.001}}, {"ReLU": {}}, {"Conv": {"Out": 4}}]},
    {"Conv": {"Out": 1}},
]
CASES = [  # name, layers, sample, number of samples, loss, mode
    ("dense", [{"Dense": {"Out": 5}}], (2, 3, 2), 4, "mse", "training"),
    ("dense, no offset", [{"Dense": {"Out": 3, "NoBias": True}}], (4, 1, 1), 3, "mse", "training"),
    ("convolution, zero edges", [CONV], (2, 5, 4), 3, "mse", "training"),
    ("convolution, reflecting edges", [REFLECT], (2, 4, 6), 2, "mse", "training"),
    ("convolution, one row", [CONV], (1, 1, 5), 2, "mse", "training"),
    ("convolution, sides of two, reflecting", [REFLECT], (1, 2, 2), 2, "mse", "training"),
    ("rectifier", [{"Dense": {"Out": 6}}, {"ReLU": {}}], (5, 1, 1), 4, "mse", "training"),
    ("leaky rectifier first", [{"ReLU": {"Leak": 0.01}}, {"Dense": {"Out": 2}}], (5, 1, 1), 4, "l1", "training"),
    ("batch normalization", [{"BatchNorm": {}}], (3, 4, 3), 4, "mse", "training"),
    ("batch normalization, inference", [{"BatchNorm": {}}], (3, 2, 3), 4, "mse", "inference"),
    ("batch normalization of a dense layer", [{"Dense": {"Out": 4}}, {"BatchNorm": {"Momentum": 0.25, "Epsilon": 0.01}}], (3, 1, 1), 6, "l1", "training"),
    ("residual", [{"Residual": [CONV | {"Conv": {"Out": 2}}, {"ReLU": {}}, {"Conv": {"Out": 2}}]}], (2, 4, 4), 2, "mse", "training"),
    ("absolute error", [{"Conv": {"Out": 1}}], (1, 4, 4), 3, "l1", "training"),
    ("everything", WHOLE, (1, 6, 7), 4, "mse", "training"),
    ("everything, inference", WHOLE, (1, 5, 4), 3, "l1", "inference"),
]
RULES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.002),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.0005, momentum=0.9),
    "adam": lambda p: torch.optim.Adam(p, lr=0.01),
}
TRAINED_STEPS = 20


def numbers(t):
    return t.detach().reshape(-1).tolist()


def fresh(layers, shape, rng):
    """A network with random parameters, and statistics as a training might have left them."""
    net = nn.Sequential(*build(layers, shape)[0])
    with torch.no_grad():
        for p in net.parameters():
            p.copy_(torch.from_numpy(rng.normal(size=tuple(p.shape)) * 0.5 + (0.2 if p.dim() == 1 else 0)))
        for m in net.modules():
            if isinstance(m, nn.BatchNorm2d):
                m.running_mean.copy_(torch.from_numpy(rng.normal(size=m.num_features)))
                m.running_var.copy_(torch.from_numpy(rng.uniform(0.5, 2, size=m.num_features)))
    return net


def theta(net):
    return [v for p in net.parameters() for v in numbers(p)]


def stats(net):
    return [v for m in net.modules() if isinstance(m, nn.BatchNorm2d) for v in numbers(m.running_mean) + numbers(m.running_var)]


def main():
    loss_of = {"mse": nn.MSELoss(), "l1": nn.L1Loss()}
    for seed, (name, layers, shape, n, loss, mode) in enumerate(CASES):
        rng = np.random.default_rng(seed)
        net = fresh(layers, shape, rng).train(mode == "training")
        x = torch.from_numpy(rng.normal(size=(n, *shape))).requires_grad_()
        case = {"name": name, "oracle": f"torch {torch.__version__.split('+')[0]}", "layers": layers, "in": shape, "n": n, "loss": loss, "mode": mode,
                "theta": theta(net), "stats": stats(net), "x": numbers(x)}
        y = net(x)
        target = torch.from_numpy(rng.normal(size=tuple(y.shape)))
        value = loss_of[loss](y, target)
        value.backward()
        case |= {"target": numbers(target), "y": numbers(y), "value": value.item(), "grad": [v for p in net.parameters() for v in numbers(p.grad)],
                 "dx": numbers(x.grad), "stats_after": stats(net)}
        if name == "everything":
            case["trained"] = {}
            for rule, make in RULES.items():
                again = fresh(layers, shape, np.random.default_rng(seed)).train()
                optimizer, losses = make(again.parameters()), []
                for _ in range(TRAINED_STEPS):
                    optimizer.zero_grad()
                    value = loss_of[loss](again(x.detach()), target)
                    value.backward()
                    optimizer.step()
                    losses.append(value.item())
                case["trained"][rule] = {"losses": losses, "theta": theta(again), "stats": stats(again)}
        print(json.dumps(case, allow_nan=False))


if __name__ == "__main__":
    main()
