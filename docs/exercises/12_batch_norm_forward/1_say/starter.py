def age(momentum):
    return momentum / (1 - momentum)  # <- your turn: whose momentum?


for momentum in (0.1, 0.01, 0.5):
    print(f"PyTorch's {momentum:g}: {age(momentum):.2f} steps")
