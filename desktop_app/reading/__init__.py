"""Recognised lines and tables to messages and call records; pure."""
