"""Names: from what was typed to the entity that was meant, with the reason."""
