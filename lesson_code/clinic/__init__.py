"""The clinic: why a network does not learn, judged by numbers only.

`decoder` reads losses and accuracies alone, such as a log has them; `doctor` looks at a training,
its network and its data. The core of the package never imports this.
"""
