"""What examines layers, losses, optimisers, networks and data: NumPy is all it needs.

A piece, from whatever book, is made at awkward shapes, run, and compared with small differences and
with formulas written out by hand. Where the difference is that of a known mistake, the mistake is
named. Of a network it is asked whether its weights are reached, and of data whether images and
labels belong together. Nothing here knows our own layers: they are examined like any other.
"""
