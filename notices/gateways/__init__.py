"""Where letters go."""
