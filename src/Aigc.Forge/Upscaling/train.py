"""Trains one enlarging network on drawn pictures and exports it to ONNX.

Run by hand:  train.py --pictures FILE --factor 2|4 --minutes M --out FILE.onnx
Needs torch (1.13 was used) and numpy. FILE is what `draw-upscaling` writes: count x 256 x 256 x 3 bytes, RGB.

Network: convolutions at the small size, PReLU, pixel shuffle, plus the bilinear enlargement of the input, so that it learns detail only.
Degradation: antialiased bicubic or area reduction (both with pixel centres at half coordinates), in half of the cases with a little blur
before and JPEG-like noise after, so that the network neither rings on clean photos nor sharpens compression.
"""
import argparse, json, math, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SIDE = 256


class Upscaler(nn.Module):
    def __init__(self, factor, features, depth):
        super().__init__()
        self.factor = factor
        layers, channels = [], 3
        for _ in range(depth):
            layers += [nn.Conv2d(channels, features, 3, padding=1), nn.PReLU(features)]
            channels = features
        layers.append(nn.Conv2d(features, 3 * factor * factor, 3, padding=1))
        self.body = nn.Sequential(*layers)
        for layer in layers:
            if isinstance(layer, nn.Conv2d):
                nn.init.kaiming_normal_(layer.weight, a=0.25)
                nn.init.zeros_(layer.bias)
        with torch.no_grad():
            layers[-1].weight.mul_(0.1)

    def forward(self, image):
        detail = F.pixel_shuffle(self.body(image), self.factor)
        return detail + F.interpolate(image, scale_factor=self.factor, mode="bilinear", align_corners=False)


def reduce(pictures, factor, kind):
    """Whole pictures, so that no border of a patch is wrong. Kinds: bicubic, area, blurred and noisy."""
    if kind == 1:
        return F.avg_pool2d(pictures, factor)
    if kind == 2:
        sigma = float(np.random.uniform(0.3, 1.0))
        taps = torch.arange(-3, 4).float()
        kernel = torch.exp(-taps ** 2 / (2 * sigma * sigma))
        kernel = (kernel / kernel.sum()).repeat(3, 1, 1, 1)
        pictures = F.conv2d(F.pad(pictures, (3, 3, 0, 0), mode="reflect"), kernel.view(3, 1, 1, 7), groups=3)
        pictures = F.conv2d(F.pad(pictures, (0, 0, 3, 3), mode="reflect"), kernel.view(3, 1, 7, 1), groups=3)
    small = F.interpolate(pictures, scale_factor=1 / factor, mode="bicubic", align_corners=False, antialias=True)
    if kind == 2:
        small = small + torch.randn_like(small) * float(np.random.uniform(0, 4)) / 255
    return small.clamp(0, 1)


def prepare(path, factor):
    raw = np.fromfile(path, np.uint8).reshape(-1, SIDE, SIDE, 3)
    large = torch.from_numpy(raw).permute(0, 3, 1, 2).contiguous()
    small = []
    for kind in (0, 0, 1, 2):
        parts = [reduce(large[i:i + 64].float() / 255, factor, kind).mul(255).round().byte() for i in range(0, len(large), 64)]
        small.append(torch.cat(parts))
    return large, small


def batch(large, small, factor, size, patch):
    xs, ys = [], []
    limit = SIDE // factor - patch + 1
    for _ in range(size):
        i, x, y = np.random.randint(len(large)), np.random.randint(limit), np.random.randint(limit)
        low = small[np.random.randint(len(small))][i][:, y:y + patch, x:x + patch]
        high = large[i][:, y * factor:(y + patch) * factor, x * factor:(x + patch) * factor]
        turn = np.random.randint(8)
        if turn & 1: low, high = low.flip(1), high.flip(1)
        if turn & 2: low, high = low.flip(2), high.flip(2)
        if turn & 4: low, high = low.transpose(1, 2), high.transpose(1, 2)
        if np.random.rand() < 0.5:
            order = np.random.permutation(3)
            low, high = low[order], high[order]
        xs.append(low)
        ys.append(high)
    return torch.stack(xs).float() / 255, torch.stack(ys).float() / 255


def train(options):
    torch.manual_seed(options.seed)
    np.random.seed(options.seed)
    torch.set_num_threads(options.threads)
    large, small = prepare(options.pictures, options.factor)
    net = Upscaler(options.factor, options.features, options.depth)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3, betas=(0.9, 0.99))
    patch = 32 if options.factor == 2 else 24
    begin, step, mean = time.time(), 0, None
    while (done := (time.time() - begin) / (options.minutes * 60)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = 1.2e-3 * min(1, (step + 1) / 100) * 0.5 * (1 + math.cos(math.pi * done)) + 1e-5
        low, high = batch(large, small, options.factor, 8, patch)
        loss = ((net(low) - high) ** 2 + 1e-6).sqrt().mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        mean = loss.item() if mean is None else 0.99 * mean + 0.01 * loss.item()
        if step % 500 == 0: print(f"{step} steps, {time.time() - begin:.0f} s, loss {mean:.5f}", flush=True)
    return net, step, mean


class Exported(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image):
        return self.net(image).clamp(0, 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", required=True)
    parser.add_argument("--factor", type=int, required=True)
    parser.add_argument("--features", type=int, default=24)
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    net, steps, loss = train(options)
    axes = {"image": {0: "n", 2: "h", 3: "w"}, "upscaled": {0: "n", 2: "H", 3: "W"}}
    torch.onnx.export(Exported(net).eval(), torch.rand(1, 3, 48, 40), options.out, input_names=["image"], output_names=["upscaled"], opset_version=16, dynamic_axes=axes)
    print(json.dumps({"factor": options.factor, "features": options.features, "depth": options.depth, "steps": steps, "minutes": options.minutes, "seed": options.seed, "loss": round(loss, 6)}))


if __name__ == "__main__":
    main()
