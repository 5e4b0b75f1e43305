"""Measurements side by side with a peer, one module a subject; each has ``main(words, out)``."""
