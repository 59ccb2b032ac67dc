"""The archive: read cases, keep them safe, find them again."""
