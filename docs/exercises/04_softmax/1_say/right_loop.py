"""Number by number."""


def logit_gradient(p, t):
    N, K = p.shape
    return [[(p[n][k] - t[n][k]) / N for k in range(K)] for n in range(N)]
