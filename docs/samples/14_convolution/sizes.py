def output_size(size, filter_size, stride=1, pad=0):
    room = size + 2 * pad - filter_size
    if room < 0 or room % stride:
        raise ValueError(f"{room} rows to move over, {stride} at a time")
    return room // stride + 1


def place(H, FH, S, P):
    """Put windows down one by one; return their first rows, in the padded image."""
    tops = [0]
    while tops[-1] + S + FH <= H + 2 * P:
        tops.append(tops[-1] + S)
    return tops


print("  H  FH  S  P   windows  rows left")
for H, FH, S, P in (
    (28, 3, 1, 0),
    (28, 3, 1, 1),
    (28, 5, 1, 2),
    (28, 4, 2, 1),
    (227, 11, 4, 0),
    (28, 3, 2, 1),
    (224, 11, 4, 0),
):
    tops = place(H, FH, S, P)
    left = H + 2 * P - (tops[-1] + FH)
    print(f"{H:3}  {FH:2}  {S}  {P}   {len(tops):7}  {left:9}", end="")
    try:
        assert output_size(H, FH, S, P) == len(tops)
        print()
    except ValueError as error:
        print("  refused:", error)

# Drawing
import matplotlib.pyplot as plt

figure, axes = plt.subplots(1, 2, figsize=(6.4, 2.7), layout="constrained")
for ax, H in zip(axes, (7, 8), strict=True):
    FH, S, P = 3, 2, 1
    tops = place(H, FH, S, P)
    for row in range(H + 2 * P):
        face = "0.85" if P <= row < H + P else "none"
        ax.add_patch(plt.Rectangle((row, 0), 1, 1, fc=face, ec="gray"))
        if not P <= row < H + P:
            ax.text(row + 0.5, 0.5, "0", ha="center", va="center")
    for k, top in enumerate(tops):
        place_of = (top + 0.08, 1.25 + 0.62 * k)
        ax.add_patch(plt.Rectangle(place_of, FH - 0.16, 0.45, fc="C1", ec="none"))
        centre = {"ha": "center", "va": "center", "size": 9, "color": "black"}
        ax.text(top + FH / 2, place_of[1] + 0.22, f"oy = {k}", **centre)
    if left := H + 2 * P - tops[-1] - FH:
        corner = (H + 2 * P - left, 0)
        ax.add_patch(plt.Rectangle(corner, left, 1, fill=False, ec="C3", lw=3))
    ax.set(xlim=(-0.2, 10.2), ylim=(4, -0.2), title=f"H = {H}, FH = 3, S = 2, P = 1")
    ax.axis("off")
plt.show()
