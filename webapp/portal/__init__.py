"""The customer portal: a static site of public articles and trees."""
