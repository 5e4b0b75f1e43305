"""举证匣 Juzheng: offline evidence dossiers for buyers harassed by online sellers."""

__version__ = "0.1.0"
