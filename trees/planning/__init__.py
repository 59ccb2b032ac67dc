"""What a diagnosis believes, and in which order it tries things."""
