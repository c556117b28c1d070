"""The teacher's desk: what learners handed in, and giving it back."""
