"""Folding, Chinese dates, phone numbers, look-alikes; pure."""
