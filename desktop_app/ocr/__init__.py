"""Recognisers behind one protocol; imported by workers only."""
