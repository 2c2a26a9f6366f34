import math


def one_cycle(peak, done, rise=0.25):
    if done < rise:
        return peak * done / rise
    return peak * (1 + math.cos(math.pi * (done - rise) / (1 - rise))) / 2


for epoch in (0, 1, 2.5, 4, 6, 8, 9, 10):
    print(f"after {epoch:4} of 10 epochs: lr {one_cycle(0.2, epoch / 10):.4f}")

# Drawing
import matplotlib.pyplot as plt

steps = [k / 100 for k in range(1001)]
plt.figure(figsize=(5.4, 2.6))
plt.plot(steps, [one_cycle(0.2, s / 10) for s in steps])
plt.xlabel("epochs done")
plt.ylabel("lr")
plt.xticks([0, 2.5, 5, 7.5, 10])
plt.ylim(0, 0.21)
plt.grid()
plt.show()
