import matplotlib.pyplot as plt
import numpy as np

from lesson_code import load_params, plots, read_digit, simple_convnet, softmax

network = simple_convnet(np.random.default_rng(0))
load_params("digits.npz", network)

digit = read_digit("3-ruled.jpg")  # or a photograph of your own
p = softmax(network.predict(digit.image))[0]  # (10,)
print("what was done:", *digit.notes, sep="\n- ")
print(f"shape {digit.image.shape}, answer {p.argmax()}, probability {p.max():.3f}")

plots.prediction(digit.image[0], p, picture=digit.picture, figure=plt.figure())
plt.show()
