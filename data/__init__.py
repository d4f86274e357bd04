"""What we know: articles, reading, names, the store; SQL only here."""
