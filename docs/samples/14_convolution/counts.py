def count(name, F, C, FH, H, OH):
    ours = F * C * FH * FH + F
    affine = (C * H * H + 1) * F * OH * OH
    print(f"{name:22} {C:3}x{H}x{H} -> {F}x{OH}x{OH}: {ours:7,}  ({affine:,})")


print("parameters of the convolution, and of an affine layer in its place")
count("MNIST, 30 of 5x5", 30, 1, 5, 28, 24)
count("AlexNet's first", 96, 3, 11, 227, 55)
count("VGG, 3x3, 64 to 64", 64, 64, 3, 224, 224)
count("1x1, 256 to 64", 64, 256, 1, 56, 56)
