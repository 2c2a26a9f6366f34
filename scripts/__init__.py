"""Refuse a Python too old to run what stands here, before it meets a line it cannot parse.

This file, site.py and test.py keep to words that Python 2.7 understands.
"""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "Python 3.11 or later is needed, but this is Python %d.%d.%d (%s).\n"
        "Run the command with a newer one (python3.11 scripts/..., or py -3.11 scripts\\... on\n"
        "Windows), or get one from python.org/downloads or from your system's packages."
        % (tuple(sys.version_info[:3]) + (sys.executable,))
    )
