"""What examines layers, losses and optimisers, from whatever book: NumPy is all it needs.

A piece is made at awkward shapes, run, and compared with small differences and with formulas
written out by hand. Where the difference is that of a known mistake, the mistake is named. Nothing
here knows our own layers: they are examined like any other.
"""
