"""The process boundary: every hostile byte is decoded behind it."""
