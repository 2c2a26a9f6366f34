"""Experiments: published numbers measured again, each by a script that writes a results file."""
