"""Messages into threads: which mails are one case, and each message of it once, in order."""

from kb.threads.grouping import Thread, group, is_made, made_number, parted, thread

__all__ = ["Thread", "group", "is_made", "made_number", "parted", "thread"]
