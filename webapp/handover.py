"""The text that a walk leaves behind, with what the store knows around it."""

from kb.store import Store
from trees.handover import About, handover
from webapp.services import Services
from webapp.walking import Session


def written(services: Services, store: Store, session: Session, language: str) -> str:
    """The case summary in Markdown, under the house headings of that language."""
    walk = session.walk
    articles = services.articles(store).all().values()
    case = store.cases.find(walk.case) if walk.case else None
    about = About(
        case=walk.case,
        customer=case.customer if case is not None else "",
        problem=(case.summary.problem or case.title) if case is not None else "",
        environment=case.products if case is not None else (),
        engineer=walk.owner,
        date=f"{walk.changed_at:%Y-%m-%d}",
        articles={each.id: each.title for each in articles if each.language == language},
        version=walk.versions[walk.tree][:10],
    )
    return handover(session.position, language, walk.evidence, about)
