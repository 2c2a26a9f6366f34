"""Damaging files: how, of which kinds, and what reading them must come to."""
