"""Shared machines stall now and then: no test fails for being slow once."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
