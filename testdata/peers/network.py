"""Times a step of training (forward, backward, Adam) here and in PyTorch, in turns, and prints their ratio.

    pip install -r requirements.txt
    python network.py

4 convolutions, 16 channels, patches of 32×32, batches of 16, float64. Each round runs PyTorch for a second or two and then
this library's BenchmarkStep; what counts is the best time of each, since whatever else the machine does only adds.
"""

import os
import re
import subprocess
import time

import torch
from torch import nn

ROUNDS, STEPS = 5, 30
CHANNELS, BATCH, SIDE = 16, 16, 32
REPOSITORY = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")

torch.set_default_dtype(torch.float64)


def torch_step():
    """Returns a function that makes one step."""
    conv = lambda a, b: nn.Conv2d(a, b, 3, padding=1)
    net = nn.Sequential(conv(1, CHANNELS), nn.ReLU(), conv(CHANNELS, CHANNELS), nn.ReLU(), conv(CHANNELS, CHANNELS), nn.ReLU(), conv(CHANNELS, 1))
    x, target = torch.randn(BATCH, 1, SIDE, SIDE), torch.randn(BATCH, 1, SIDE, SIDE)
    optimizer, loss = torch.optim.Adam(net.parameters(), lr=1e-3), nn.MSELoss()

    def step():
        optimizer.zero_grad()
        loss(net(x), target).backward()
        optimizer.step()

    return step


def best_torch(threads):
    torch.set_num_threads(threads)
    step, best = torch_step(), float("inf")
    for _ in range(STEPS):
        start = time.perf_counter()
        step()
        best = min(best, time.perf_counter() - start)
    return best


def best_here(binary, threads):
    """The benchmark step by step, so that the best one is undisturbed."""
    out = subprocess.run([binary, "-test.run", "-", "-test.bench", f"^BenchmarkStep/workers={threads}$", "-test.benchtime", "1x", "-test.count", "40"],
                         check=True, capture_output=True, text=True, cwd=os.path.join(REPOSITORY, "pkg", "nn")).stdout
    return min(float(t) for t in re.findall(r"([\d.]+) ns/op", out)) * 1e-9


def main():
    binary = os.path.join(REPOSITORY, "nn.test")
    subprocess.run(["go", "test", "-c", "-o", binary, "./pkg/nn"], check=True, cwd=REPOSITORY, env=os.environ | {"GOAMD64": "v1"})
    try:
        for threads in sorted({1, os.cpu_count()}):
            theirs, ours = [], []
            for _ in range(ROUNDS):
                theirs.append(best_torch(threads))
                ours.append(best_here(binary, threads))
            print(f"{threads} threads: PyTorch {torch.__version__} {1e3 * min(theirs):.1f} ms, here {1e3 * min(ours):.1f} ms, ratio {min(ours) / min(theirs):.2f}")
    finally:
        os.remove(binary)


if __name__ == "__main__":
    main()
