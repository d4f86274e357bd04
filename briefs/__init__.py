"""What we say: pure functions, facts -> Page."""
