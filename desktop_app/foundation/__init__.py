"""Errors, progress, paths, logs, clock, settings."""
