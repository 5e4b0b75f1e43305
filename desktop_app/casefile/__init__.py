"""The case folder: database, originals by hash, custody log."""
