from lesson_code import conv_output_size

# filters, maps that each of them sees, size, stride, pad, pooled after it
CONVOLUTIONS = [
    (96, 3, 11, 4, 0, True),
    (256, 48, 5, 1, 2, True),
    (384, 256, 3, 1, 1, False),
    (384, 192, 3, 1, 1, False),
    (256, 192, 3, 1, 1, True),
]
AFFINE = [4096, 4096, 1000]


def count(halves=True):
    """For each layer: its name, output, numbers, parameters, multiply-adds."""
    rows, side, before = [], 227, 3
    for i, (F, sees, size, stride, pad, pooled) in enumerate(CONVOLUTIONS, 1):
        C = sees if halves else before
        side, before = conv_output_size(side, size, stride, pad), F
        numbers, weights = F * side**2, C * size**2
        products = numbers * weights
        shape = f"{F} x {side} x {side}"
        rows.append((f"conv{i}", shape, numbers, F * (weights + 1), products))
        if pooled:
            side = conv_output_size(side, 3, 2)
    D = before * side**2
    for i, M in enumerate(AFFINE, len(CONVOLUTIONS) + 1):
        rows.append((f"fc{i}", f"{M}", M, M * (D + 1), M * D))
        D = M
    return rows


rows = count()
print("       output          numbers  parameters  multiply-adds  weights, MB")
for name, shape, *counts in rows:
    numbers, parameters, products = counts
    row = f"{name:6} {shape:13} {numbers:9,} {parameters:11,} {products:14,}"
    print(f"{row} {4 * parameters / 1e6:12.1f}")
sums = [sum(row[i] for row in rows) for i in (2, 3, 4)]
row = f"{'total':20} {sums[0]:9,} {sums[1]:11,} {sums[2]:14,}"
print(f"{row} {4 * sums[1] / 1e6:12.1f}\n")

conv = [sum(row[i] for row in rows[:5]) / sum(row[i] for row in rows) for i in (3, 4)]
print(f"the five convolutions have {conv[0]:.1%} of the parameters")
print(f"and take {conv[1]:.1%} of the multiply-adds")
whole = sum(row[3] for row in count(halves=False))
print(f"if every filter saw every map: {whole:,} parameters")
training = 3 * 4 * sums[1] + 128 * 4 * sums[0]
print(f"weights, gradients, velocities, outputs of 128 images: {training / 1e9:.2f} GB")

# Drawing
import matplotlib.pyplot as plt

shares = [[row[i] / sum(r[i] for r in rows) for row in rows] for i in (3, 4)]
colours = ["#1f77b4", "#4a94c9", "#74aed8", "#9dc8e5", "#c3dff0"]
colours += ["#e0701b", "#f29b54", "#f9c79b"]
for labels in (("?", "?"), ("parameters", "multiply-adds")):
    figure, axes = plt.subplots(figsize=(6.2, 2.2))
    for y, parts in enumerate(shares):
        left = 0.0
        for part, colour, row in zip(parts, colours, rows, strict=True):
            axes.barh(y, part, left=left, color=colour, edgecolor="white", height=0.6)
            if labels[0] != "?" and part > 0.055:
                axes.text(left + part / 2, y, row[0], ha="center", va="center", size=9)
            left += part
    axes.set_yticks([0, 1], labels)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0 %", "25 %", "50 %", "75 %", "100 %"])
    axes.set_ylim(1.5, -0.5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    plt.show()
