"""Profiles of hypothesis. Shared machines stall now and then: no test fails for being slow once."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.register_profile("long", deadline=None, max_examples=1000)
if settings.get_current_profile_name() != "long":
    settings.load_profile("patient")
