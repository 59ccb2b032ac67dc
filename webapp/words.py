"""What the values of our enumerations are called on a page, in the reader's language."""

from collections.abc import Callable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

Words = Mapping[str, LazyString]

STATUS: Words = {"open": _("open"), "archived": _("archived")}
RESOLUTION: Words = {
    "resolved": _("resolved"),
    "workaround": _("workaround"),
    "third-party": _("another vendor must act"),
    "escalate": _("escalated"),
    "need-data": _("waiting for evidence"),
    "unresolved": _("unresolved"),
}
STEP_RESULT: Words = {
    "worked": _("worked"),
    "no-help": _("did not help"),
    "declined": _("declined by the customer"),
    "pending": _("no result reported"),
    "reproduced": _("reproduced"),
    "not-reproduced": _("not reproduced"),
}
FACT_KIND: Words = {
    "code": _("Error codes"),
    "kb": _("Updates"),
    "build": _("Builds and versions"),
    "command": _("Commands"),
    "product": _("Products"),
    "driver": _("Drivers"),
    "service": _("Services"),
    "path": _("Paths"),
    "tool": _("Tools"),
    "third-party": _("Software of other makers"),
}
EVENT: Words = {
    "first-response": _("First response"),
    "scope": _("Scope agreed"),
    "data-asked": _("Data asked for"),
    "data-received": _("Data received"),
    "escalation": _("Escalated"),
    "closing": _("Closed"),
}
FOLD: Words = {
    "signature": _("Signature"),
    "disclaimer": _("Disclaimer"),
    "survey": _("Survey notice"),
    "system": _("Added by a system"),
    "picture": _("Picture"),
    "quotation": _("Quotation"),
}
KIND: Words = {"case": _("case"), "tree": _("tree"), "article": _("article")}
STATE: Words = {"draft": _("draft"), "review": _("in review"), "published": _("published")}
CONFIDENCE: Words = {
    "work-in-progress": _("work in progress"),
    "not-validated": _("not validated"),
    "validated": _("validated"),
    "archived": _("archived"),
}
AUDIENCE: Words = {"internal": _("internal"), "partner": _("partners"), "public": _("public")}
ROLE: Words = {
    "engineer": _("engineer"),
    "reviewer": _("reviewer"),
    "admin": _("administrator"),
}
FACET: Words = {
    "kind": _("Kind"),
    "product": _("Product"),
    "code": _("Code"),
    "year": _("Year"),
    "status": _("Status"),
    "customer": _("Customer"),
    "engineer": _("Engineer"),
}

WHY: Words = {
    "typed": _("as typed"),
    "code": _("name or other form of the code"),
    "glossary": _("another word for the same"),
    "prefix": _("begins so"),
}
SUGGESTION: Words = {
    "code": _("code"),
    "query": _("asked before"),
}
FINDING: Words = {
    "password": _("password"),
    "account": _("account"),
    "token": _("token"),
    "private-key": _("private key"),
    "product-key": _("product key"),
    "one-time-code": _("one-time code"),
    "person": _("person"),
    "customer": _("customer"),
    "email": _("e-mail address"),
    "phone": _("telephone"),
    "extension": _("telephone extension"),
    "qq": _("QQ number"),
    "wechat": _("WeChat name"),
    "resident-id": _("resident id"),
    "passport": _("passport"),
    "bank-card": _("bank card"),
    "credit-code": _("social credit code"),
    "address": _("address of a house"),
    "ip-address": _("IP address"),
    "mac-address": _("MAC address"),
    "host": _("host name"),
    "domain": _("internal domain"),
    "legacy-name": _("Exchange name"),
    "case-number": _("case number"),
}
PLACE: Words = {
    "title": _("title"),
    "codes": _("codes"),
    "summary": _("summary"),
    "steps": _("steps"),
    "body": _("text"),
}


def _named(words: Words) -> Callable[[str], str]:
    return lambda value: str(words.get(value, value))


status = _named(STATUS)
resolution = _named(RESOLUTION)
step_result = _named(STEP_RESULT)
fact_kind = _named(FACT_KIND)
event = _named(EVENT)
finding = _named(FINDING)
fold = _named(FOLD)
kind = _named(KIND)
state = _named(STATE)
confidence = _named(CONFIDENCE)
audience = _named(AUDIENCE)
role = _named(ROLE)
facet = _named(FACET)
why = _named(WHY)
place = _named(PLACE)
suggestion = _named(SUGGESTION)


def facet_value(field: str, value: str) -> str:
    """A value of a facet; those that are words of ours are translated."""
    if field != "status":
        return value
    return str({**STATUS, **STATE, **AUDIENCE}.get(value, value))
