"""The dossier: what to say, how it looks, how it is finished."""
