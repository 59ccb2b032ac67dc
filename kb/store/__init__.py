"""The truth of the archive: every table and every line of SQL (decisions 1 and 2)."""

from kb.store.cases import CaseRow, Cases
from kb.store.changes import Change, Changes
from kb.store.documents import Documents, Version, content_hash
from kb.store.drafts import Drafts
from kb.store.findings import Findings, FindingState, Found, LedgerEntry
from kb.store.proposals import Proposals, Reply
from kb.store.searches import SavedSearch, Search, Searches
from kb.store.settings import StoreSettings
from kb.store.store import DATABASE, Store, open_store
from kb.store.take_aways import TakeAway, TakeAways
from kb.store.users import Role, User, Users
from kb.store.walk_rows import Evidence, Walk, WalkAnswer
from kb.store.walks import Walks

__all__ = [
    "DATABASE",
    "CaseRow",
    "Cases",
    "Change",
    "Changes",
    "Documents",
    "Drafts",
    "Evidence",
    "FindingState",
    "Findings",
    "Found",
    "LedgerEntry",
    "Proposals",
    "Reply",
    "Role",
    "SavedSearch",
    "Search",
    "Searches",
    "Store",
    "StoreSettings",
    "TakeAway",
    "TakeAways",
    "User",
    "Users",
    "Version",
    "Walk",
    "WalkAnswer",
    "Walks",
    "content_hash",
    "open_store",
]
