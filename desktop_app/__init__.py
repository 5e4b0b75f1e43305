"""举证匣 Juzheng: offline evidence dossiers for buyers harassed by online sellers."""
