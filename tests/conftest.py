"""A shell lets its background jobs ignore Ctrl-C, and so do their children: not these."""

import signal

signal.signal(signal.SIGINT, signal.default_int_handler)
