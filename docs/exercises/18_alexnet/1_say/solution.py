def parameters(F, C, size, groups):
    return F * (C // groups * size**2 + 1)


print("C1 of LeNet-5   ", parameters(6, 1, 5, 1))
print("conv1 of AlexNet", parameters(96, 3, 11, 1))
print("conv2 of AlexNet", parameters(256, 96, 5, 2))
