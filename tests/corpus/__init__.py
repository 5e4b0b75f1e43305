"""Drawn screenshots with their truth: what the readers are measured on."""
