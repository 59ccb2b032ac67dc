"""Where every page of the portal stands."""

from articles.model import Article

HOME = "index.html"
SEARCH = "search.html"
FEED = "feed.xml"


def home(language: str) -> str:
    """Return the path of a language's first page."""
    return f"{language}/{HOME}"


def search(language: str) -> str:
    """Return the path of a language's search page."""
    return f"{language}/{SEARCH}"


def article(which: Article) -> str:
    """Return the path of an article: each stands in the folder of its own language."""
    return f"{which.language}/articles/{which.id}.html"


def tree(tree_id: str, language: str) -> str:
    """Return the path of a tree's first page."""
    return f"{language}/trees/{tree_id}.html"


def step(tree_id: str, node: str, language: str) -> str:
    """Return the path of one step of a tree."""
    return f"{language}/trees/{tree_id}/{node}.html"


def guides(language: str) -> str:
    """Return the path of a language's list of guides."""
    return f"{language}/guides.html"
