"""Trains the cut-out network on drawn studio photos and exports it to ONNX.

Run by hand:  train.py --photos FILE --minutes M --out FILE.onnx [--from FILE.onnx]
Needs torch (1.13 was used) and numpy. FILE is what `draw-cutout` writes: count x 320 x 320 x 6 bytes: red, green, blue, lightness and
colour difference from the fitted ground, and the true alpha.

Network: a U-Net that begins at a quarter of the size (8 x 8 convolution with stride 4) and ends with a pixel shuffle back to the full one.
With --from the weights of a trained network are refined; its normalisation is part of its convolutions by then, and stays there.
Loss: cross entropy that weighs the outline and thin parts more, plus soft Dice. The weights that ship are the running mean of the last steps.
"""
import argparse, copy, json, math, time
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

SIDE, CHANNELS, WINDOW = 320, 6, 256


def conv(inside, outside, stride=1, dilation=1):
    return nn.Sequential(nn.Conv2d(inside, outside, 3, stride, dilation, dilation, bias=False), nn.BatchNorm2d(outside), nn.ReLU(inplace=True))


class Cutout(nn.Module):
    def __init__(self, widths):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(CHANNELS - 1, widths[0], 8, 4, 2, bias=False), nn.BatchNorm2d(widths[0]), nn.ReLU(inplace=True), conv(widths[0], widths[0]))
        self.down = nn.ModuleList([nn.Sequential(conv(a, b, 2), conv(b, b)) for a, b in zip(widths, widths[1:])])
        self.deep = nn.Sequential(conv(widths[-1], widths[-1], dilation=2), conv(widths[-1], widths[-1], dilation=3))
        self.lift = nn.ModuleList([nn.Conv2d(b, a, 1) for a, b in zip(widths, widths[1:])])
        self.join = nn.ModuleList([conv(a, a) for a in widths[:-1]])
        self.last = nn.Sequential(conv(widths[0], widths[0]), nn.Conv2d(widths[0], 16, 1))

    def forward(self, image):
        image = self.stem(image * 2 - 1)
        skips = [image]
        for down in self.down:
            skips.append(down(skips[-1]))
        image = self.deep(skips.pop())
        for lift, join in zip(reversed(self.lift), reversed(self.join)):
            image = join(skips.pop() + F.interpolate(lift(image), scale_factor=2, mode="bilinear", align_corners=False))
        return F.pixel_shuffle(self.last(image), 4)


def trained(path, widths):
    """A network with the weights of an exported one, whose convolutions stand in the order in which they are run."""
    import onnx
    from onnx.numpy_helper import to_array
    graph = onnx.load(path).graph
    weights = {one.name: torch.from_numpy(to_array(one).copy()) for one in graph.initializer}
    net = Cutout(widths).eval()
    for module in net.modules():
        if isinstance(module, nn.Sequential) and len(module) > 1 and isinstance(module[1], nn.BatchNorm2d):
            module[0], module[1] = torch.nn.utils.fusion.fuse_conv_bn_eval(module[0], module[1]), nn.Identity()
    order = []
    convolutions = [module for module in net.modules() if isinstance(module, nn.Conv2d)]
    hooks = [module.register_forward_hook(lambda module, *_: order.append(module)) for module in convolutions]
    with torch.no_grad():
        net(torch.rand(1, CHANNELS - 1, WINDOW, WINDOW))
        for hook in hooks: hook.remove()
        for module, node in zip(order, [node for node in graph.node if node.op_type == "Conv"], strict=True):
            module.weight.copy_(weights[node.input[1]])
            module.bias.copy_(weights[node.input[2]])
    return net


def batch(photos, size, random):
    """Windows of the photos at a random scale, turned over, with a little other light and noise."""
    windows = []
    for index in np.sort(random.integers(len(photos), size=size)):
        photo = torch.from_numpy(np.array(photos[index])).permute(2, 0, 1)[None].float() / 255
        side = int(SIDE * random.choice([1, random.uniform(0.8, 1)]))
        if random.random() < 0.5:
            side = WINDOW
        if side != SIDE:
            photo = F.interpolate(photo, size=(side, side), mode="bilinear", align_corners=False, antialias=True)
        x, y = random.integers(side - WINDOW + 1, size=2)
        photo = photo[0, :, y:y + WINDOW, x:x + WINDOW]
        if random.random() < 0.5:
            photo = photo.flip(2)
        if random.random() < 0.12:
            photo = photo.flip(1)
        windows.append(photo)
    windows = torch.stack(windows)
    inputs, truth = windows[:, :-1].clone(), windows[:, -1:]
    gain = torch.from_numpy(random.uniform(0.85, 1.1, (size, 1, 1, 1)) * random.uniform(0.95, 1.05, (size, 3, 1, 1))).float()
    inputs[:, :3] = (inputs[:, :3] * gain).clamp(0, 1)
    for i in range(size):
        if random.random() < 0.3:
            inputs[i, :3] = inputs[i, [int(c) for c in random.permutation(3)]]
    inputs += torch.randn_like(inputs) * float(random.uniform(0, 0.012))
    return inputs, truth


def loss_of(logits, truth):
    """The outline counts more, and so does what is thin: where few of the neighbours are product."""
    near = F.avg_pool2d(truth, 15, 1, 7, count_include_pad=False)
    weight = 1 + 4 * (near * (1 - near) * 4) + 3 * truth * (near < 0.35).float()
    cross = (F.binary_cross_entropy_with_logits(logits, truth, reduction="none") * weight).sum() / weight.sum()
    guess = logits.sigmoid()
    dice = 1 - (2 * (guess * truth).sum((1, 2, 3)) + 1) / (guess.sum((1, 2, 3)) + truth.sum((1, 2, 3)) + 1)
    return cross + 0.5 * dice.mean()


def train(options):
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    random = np.random.default_rng(options.seed)
    photos = np.memmap(options.photos, np.uint8, "r").reshape(-1, SIDE, SIDE, CHANNELS)
    net = trained(options.start, options.widths) if options.start else Cutout(options.widths)
    kept = copy.deepcopy(net)
    net.train()
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-4)
    begin, step, mean = time.time(), 0, None
    while (done := (time.time() - begin) / (options.minutes * 60)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = options.rate * min(1, (step + 1) / 60) * 0.5 * (1 + math.cos(math.pi * done)) + 1e-5
        inputs, truth = batch(photos, options.batch, random)
        loss = loss_of(net(inputs), truth)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        with torch.no_grad():
            share = min(0.998, step / (step + 20))
            for ours, theirs in zip(kept.state_dict().values(), net.state_dict().values()):
                ours.copy_(ours * share + theirs * (1 - share) if ours.is_floating_point() else theirs)
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 25 == 0: print(f"{step} steps, {time.time() - begin:.0f} s, loss {mean:.4f}", flush=True)
        if step % 250 == 0: export(kept, options.out)
    return kept, step, mean


class Exported(nn.Module):
    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, image):
        return self.net(image).sigmoid()


def export(net, path):
    axes = {"image": {0: "n", 2: "h", 3: "w"}, "alpha": {0: "n", 2: "h", 3: "w"}}
    torch.onnx.export(Exported(net).eval(), torch.rand(1, CHANNELS - 1, 96, 64), path, input_names=["image"], output_names=["alpha"], opset_version=16, dynamic_axes=axes)
    net.train()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--photos", required=True)
    parser.add_argument("--minutes", type=float, required=True)
    parser.add_argument("--from", dest="start")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--widths", type=int, nargs="+", default=[32, 64, 96, 128])
    parser.add_argument("--batch", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    net, steps, loss = train(options)
    export(net, options.out)
    print(json.dumps({"widths": options.widths, "parameters": sum(p.numel() for p in net.parameters()), "steps": steps, "batch": options.batch, "minutes": options.minutes, "seed": options.seed, "loss": round(loss, 5)}))


if __name__ == "__main__":
    main()
