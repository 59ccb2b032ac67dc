"""Plans of collection written as scripts."""
