"""What the page asks Python when a digit is drawn: the book's own preprocessing and network.

docs/shared/js/by-hand/draw-digit.js loads this module in the browser; digits.npz, which
scripts/render_weights.py writes, lies in its working directory.
"""

import numpy as np

from lesson_code import BadImageError, load_params, simple_convnet, softmax, to_mnist

network = simple_convnet(np.random.default_rng(0))
load_params("digits.npz", network)


def classify(picture):
    """Classify a drawing.

    Args:
        picture: brightness from 0 (black) to 255 (white), shape (H, W).

    Returns:
        The image that the network sees, (28, 28); what its filters make of it, (30, 24, 24); the
        ten probabilities. None if there is no ink.
    """
    try:
        x = to_mnist(picture / np.float32(255))
    except BadImageError:
        return None
    seen = [x]
    for layer in network.layers:
        seen.append(layer.forward(seen[-1]))
    _, _, maps, *_, logits = seen  # the image, after the convolution, after its ReLU, ...
    return {"image": x[0, 0], "maps": maps[0], "probabilities": softmax(logits)[0]}
