"""What stands in a message: its lines, sentences and words, and what is only a footer."""
