"""A thread of mails made into a case, and a case back into its mails."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Protocol

from kb.cases import Attachment, Case, CaseStatus, FactKind, Message, Resolution
from kb.facts import find_facts, products
from kb.importing.remembering import values_of
from kb.mail.closing import closes
from kb.mail.model import Mail
from kb.redaction.model import Redaction, apply
from kb.steps import followed, is_cured, step_of
from kb.summary import resolution, summarise
from kb.threads import Thread

# A sender is no secret, even where his name is also that of an account.
_NOT_OF_PEOPLE: Final = frozenset({"account"})
_LONGEST_ENDING: Final = 5


Remove = Callable[[Sequence[str]], Sequence[Redaction]]
"""Takes secrets out of the texts of one thread."""


class SecretsRemover(Protocol):
    """What the import needs of redaction."""

    def secrets(self, texts: Sequence[str]) -> tuple[Redaction, ...]:
        """One redaction for each text of a thread."""
        ...


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Mails without secrets.

    Attributes:
        found: how many secrets each text lost, by the text that is left.
        values: the secrets with their kinds.
    """

    mails: tuple[Mail, ...]
    found: Mapping[str, int]
    values: Mapping[str, str]


def cleaned(mails: Sequence[Mail], remove: Remove) -> Cleaned:
    """The mails of one thread without the secrets that any of them shows."""
    texts = list(dict.fromkeys(text for mail in mails for text in _texts(mail)))
    redactions = dict(zip(texts, remove(texts), strict=True))
    found = {each.text: len(each.findings) for each in redactions.values() if each.findings}
    if not found:
        return Cleaned(tuple(mails), {}, {})
    values: dict[str, str] = {}
    for text, redaction in redactions.items():
        values |= values_of(text, redaction)
    return Cleaned(tuple(_clean(mail, redactions) for mail in mails), found, values)


def assembled(thread: Thread) -> Case:
    """The case that a thread tells of; secrets must be gone already."""
    messages = messages_of(thread)
    facts, summary, steps = find_facts(messages), summarise(messages), followed(messages)
    closing = [message for message in messages if closes(message.body)]
    return Case(
        number=thread.number,
        title=thread.title,
        customer=thread.customer,
        status=CaseStatus.ARCHIVED if closing else CaseStatus.OPEN,
        opened=next((each.sent_at for each in messages if each.sent_at), None),
        archived=closing[-1].sent_at if closing else None,
        resolution=resolution(summary, messages)
        or (Resolution.RESOLVED if is_cured(steps) else None),
        products=products(facts),
        codes=tuple(dict.fromkeys(each.value for each in facts if each.kind is FactKind.CODE)),
        summary=summary,
        steps=tuple(map(step_of, steps)),
        facts=facts,
        messages=messages,
    )


def messages_of(thread: Thread) -> tuple[Message, ...]:
    """The messages of the case that a thread tells of."""
    return tuple(_message(place, mail) for place, mail in enumerate(thread.mails, 1))


def is_told(thread: Thread, case: Case) -> bool:
    """Whether a case tells all of a thread already."""
    known = (case.title, case.customer) == (thread.title, thread.customer)
    return known and case.messages == messages_of(thread)


def mails_of_case(case: Case) -> tuple[Mail, ...]:
    """The mails that a case was made from, as far as it still knows them; one source for all."""
    older: datetime | None = None
    found = []
    for message in case.messages:
        found.append(_mail(message, case.number, older))
        older = message.sent_at or older
    return tuple(found)


def _texts(mail: Mail) -> tuple[str, ...]:
    files = (text for each in mail.attachments for text in (_stem(each)[0], each.text))
    return (mail.subject, mail.body, mail.sender, *mail.to, *mail.cc, *files)


def _clean(mail: Mail, redactions: Mapping[str, Redaction]) -> Mail:
    return replace(
        mail,
        subject=redactions[mail.subject].text,
        body=redactions[mail.body].text,
        sender=_person(mail.sender, redactions),
        to=tuple(_person(each, redactions) for each in mail.to),
        cc=tuple(_person(each, redactions) for each in mail.cc),
        attachments=tuple(_clean_file(each, redactions) for each in mail.attachments),
    )


def _clean_file(file: Attachment, redactions: Mapping[str, Redaction]) -> Attachment:
    stem, suffix = _stem(file)
    return replace(file, name=redactions[stem].text + suffix, text=redactions[file.text].text)


def _stem(file: Attachment) -> tuple[str, str]:
    """The name of a file without its ending, and the ending: `Summer7.txt` may be a password too."""
    stem, dot, ending = file.name.rpartition(".")
    is_ending = bool(stem) and len(ending) <= _LONGEST_ENDING and ending.isalnum()
    return (stem, dot + ending) if is_ending else (file.name, "")


def _person(name: str, redactions: Mapping[str, Redaction]) -> str:
    found = redactions[name].findings
    return apply(name, (each for each in found if each.kind not in _NOT_OF_PEOPLE)).text


def _message(n: int, mail: Mail) -> Message:
    return Message(
        n=n,
        sent_at=mail.sent_at,
        sender=mail.sender,
        to=mail.to,
        cc=mail.cc,
        subject=mail.subject,
        body=mail.body,
        attachments=mail.attachments,
        message_id=mail.message_id,
        references=mail.references,
    )


def _mail(message: Message, number: str, older: datetime | None) -> Mail:
    return Mail(
        sender=message.sender,
        sent_at=message.sent_at,
        to=message.to,
        cc=message.cc,
        subject=message.subject,
        body=message.body,
        message_id=message.message_id,
        references=message.references,
        attachments=message.attachments,
        source=source_of(number),
        after=None if message.sent_at else older,
    )


def source_of(number: str) -> str:
    """The source of mails that come from the store."""
    return f"case:{number}"
