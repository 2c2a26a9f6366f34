def age(momentum):
    return (1 - momentum) / momentum


for momentum in (0.1, 0.01, 0.5):
    print(f"PyTorch's {momentum:g}: {age(momentum):.2f} steps")
