"""The values everybody speaks in; frozen and pure."""
