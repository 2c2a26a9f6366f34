import numpy as np

from lesson_code import SoftmaxCrossEntropy

logits = np.array([[3.0, 1, -1, 1], [0, 0, 0, 0]])
loss = SoftmaxCrossEntropy()
print("labels       ", round(loss.forward(logits, np.array([1, 2])), 4))
unsure = np.array([[0.2, 0.8, 0, 0], [0.25, 0.25, 0.25, 0.25]])
print("probabilities", round(loss.forward(logits, unsure), 4))
for t in (np.array([1, 4]), np.array([[0, 1, 0, 0], [0, 0, 0, 0]])):
    try:
        loss.forward(logits, t)
    except ValueError as error:
        print(str(error).replace("; ", "\n  ").replace(", got", "\n  got"))
