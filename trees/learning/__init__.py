"""What finished walks teach: figures with their ranges, cheaper orders, whether an edit loses a case."""
