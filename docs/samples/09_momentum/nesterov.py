def by_definition(w, v, lr, momentum):
    """Look ahead, take the slope there, move."""
    ahead = w + momentum * v
    v = momentum * v - lr * 2 * ahead  # loss w**2
    return w + v, v


def ours(w, v, lr, momentum):
    """The same, but w is the point ahead."""
    g = 2 * w
    v = momentum * v - lr * g
    return w + momentum * v - lr * g, v


def book_before_2021(w, v, lr, momentum):
    g = 2 * w
    v = momentum * v - lr * g
    return w + momentum**2 * v - (1 + momentum) * lr * g, v


def book_today(w, v, lr, momentum):
    g = 2 * w
    w = w + momentum**2 * v - (1 + momentum) * lr * g
    return w, momentum * v - lr * g


for update in (by_definition, ours, book_before_2021, book_today):
    w, v, seen = 1.0, 0.0, []
    for _ in range(3):
        w, v = update(w, v, 0.1, 0.9)
        ahead = w + 0.9 * v if update is by_definition else w
        seen.append(f"{ahead:8.4f}")
    print(f"{update.__name__:17}", *seen)
