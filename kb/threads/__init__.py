"""Messages into threads: which mails are one case, and each message of it once, in order."""

from kb.threads.grouping import MADE, Thread, group, is_made, parted, thread

__all__ = ["MADE", "Thread", "group", "is_made", "parted", "thread"]
