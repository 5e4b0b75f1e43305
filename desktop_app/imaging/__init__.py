"""Hostile picture bytes to plain pixels and layout; imported by workers only."""
