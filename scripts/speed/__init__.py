"""What the benchmarks share: a stopwatch, the steps that it times, and the memory they take."""
