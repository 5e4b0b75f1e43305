"""Windows over the window: settings, case details."""
