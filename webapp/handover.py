"""What a walk leaves behind, with what the store knows around it: a summary and two mails."""

from collections.abc import Callable, Mapping
from email.message import EmailMessage
from email.policy import SMTP
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kb.store import Store
from trees.handover.letters import Letter, escalation, to_customer
from trees.handover.summary import About, handover
from webapp.services import Services
from webapp.walking import Session


class Document(StrEnum):
    """What can be handed over."""

    SUMMARY = "summary"
    ESCALATION = "escalation"
    CUSTOMER = "customer"


_LETTERS: Final[Mapping[Document, Callable[..., Letter]]] = MappingProxyType(
    {Document.ESCALATION: escalation, Document.CUSTOMER: to_customer}
)


def written(
    services: Services,
    store: Store,
    session: Session,
    language: str,
    document: Document = Document.SUMMARY,
) -> Letter:
    """A document in a language, without secrets; the case summary is Markdown without a subject."""
    about = _about(services, store, session, language)
    evidence = session.walk.evidence
    if document in _LETTERS:
        letter = _LETTERS[document](session.position, language, evidence, about)
    else:
        letter = Letter("", handover(session.position, language, evidence, about))
    subject, body = services.redactor.secrets([letter.subject, letter.body])
    return Letter(subject.text, body.text)


def as_eml(letter: Letter) -> bytes:
    """A mail that mail programs open as a draft, to be addressed and sent."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    message["X-Unsent"] = "1"
    message.set_content(letter.body, cte="base64")
    return message.as_bytes()


def _about(services: Services, store: Store, session: Session, language: str) -> About:
    walk = session.walk
    articles = services.articles(store).all().values()
    case = store.cases.find(walk.case) if walk.case else None
    return About(
        case=walk.case,
        customer=case.customer if case is not None else "",
        problem=(case.summary.problem or case.title) if case is not None else "",
        environment=case.products if case is not None else (),
        engineer=walk.owner,
        date=f"{walk.changed_at:%Y-%m-%d}",
        articles={each.id: each.title for each in articles if each.language == language},
        version=walk.versions[walk.tree][:10],
    )
