"""The rulebook, the matcher and its reasons; pure."""
