import numpy as np

from lesson_code.exercises.grading import expect_changed

CHOICES = {"smooth": (0.05, 0.1, 0.2, 0.3), "temperature": (0.5, 2, 4)}
CHANGE = {
    "ja": "`softmax(logits)` は、ロジットを {temperature} で割ってから確率にします。損失では、正解の確率を 1 とせず、`1 - {smooth} + {smooth} / K` とします。ほかのクラスの正解は、"
    "それぞれ `{smooth} / K` です（K はクラスの数）。損失は、この正解 q と確率 p の交差エントロピー `-sum(q * log(p))` の平均です。",
    "en": "`softmax(logits)` divides the logits by {temperature} before it makes probabilities of them. In the loss the right class has the target `1 - {smooth} + {smooth} / K` instead of 1, "
    "and each other class `{smooth} / K`, with K classes. The loss is the mean of the cross-entropy of these targets q and the probabilities p, `-sum(q * log(p))`.",
}


def check(answer, say, smooth, temperature):
    def log_softmax(logits):
        z = logits - logits.max(axis=1, keepdims=True)
        return z - np.log(np.exp(z).sum(axis=1, keepdims=True))

    def right(logits, t, s, divisor):
        """The loss and its gradient."""
        K = logits.shape[1]
        q = (1 - s) * np.eye(K)[t] + s / K
        logp = log_softmax(logits / divisor)
        loss = -(q * logp).sum(axis=1).mean()
        return loss, (np.exp(logp) - q) / divisor / len(t)

    logits = np.array([[2.0, 1.0, 0.0, -1.0], [0.0, 0.5, 0.0, 3.0], [1.0, -1.0, 0.5, 0.0]])
    t = np.array([0, 1, 2])
    yield say(en="softmax: the logits are divided first", ja="softmax：先にロジットを割る")
    wanted = np.exp(log_softmax(logits / temperature))
    expect_changed(
        answer.softmax(logits), wanted, np.exp(log_softmax(logits)), "softmax(logits)", rtol=1e-9
    )

    yield say(en="forward: softened targets", ja="forward：やわらげた正解")
    loss = answer.SoftmaxCrossEntropy()
    wanted, gradient = right(logits, t, smooth, temperature)
    plain, steep = right(logits, t, 0.0, 1.0)
    expect_changed(loss.forward(logits, t), wanted, plain, "forward(logits, t)", rtol=1e-9)

    yield say(en="backward: the gradient at the logits", ja="backward：ロジットの勾配")
    expect_changed(loss.backward(), gradient, steep, "backward()", rtol=1e-9, atol=1e-12)

    yield say(en="Logits of ±1000", ja="±1000 のロジット")
    far, t = np.array([[1000.0, -1000.0, 0.0], [0.0, 1000.0, 999.0]]), np.array([1, 1])
    wanted, gradient = right(far, t, smooth, temperature)
    plain, steep = right(far, t, 0.0, 1.0)
    expect_changed(loss.forward(far, t), wanted, plain, "forward(logits, t)", rtol=1e-9)
    expect_changed(loss.backward(), gradient, steep, "backward()", rtol=1e-9, atol=1e-12)
