"""The portal of an installation: what would go out, what people decided about it, and the export."""

import hmac
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from kb.drafting import known_as
from kb.store import FindingState, Store
from kb.store import Found as LedgerFound
from webapp.catalogues import parse_article, parse_tree
from webapp.portal.export import export
from webapp.portal.gate import Names, blocked, inspect, masked
from webapp.portal.model import ExportReport, Found, Site
from webapp.portal.public import Public, public
from webapp.portal.writing import write
from webapp.services import Services
from webapp.settings import Settings

_KEY = "finding_key"
_LAST = "portal_last_export"
_FIRST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A finding with its entry in the ledger, which is what people decide about."""

    found: Found
    entry: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Review:
    """What would be exported now, and what redaction finds in it."""

    public: Public
    findings: tuple[Reviewed, ...]

    @property
    def open(self) -> tuple[Reviewed, ...]:
        """The findings that keep the portal from being written."""
        return tuple(each for each in self.findings if each.found.decision is FindingState.OPEN)


@dataclass(frozen=True, slots=True)
class LastExport:
    """The last export that was tried: when, where to, and its report as JSON."""

    at: datetime
    target: str
    report: dict[str, object]


def review(services: Services, store: Store) -> Review:
    """Look for secrets and personal data in everything that would be exported.

    Findings are kept in the ledger. A decision holds for the same words in the same article or
    tree wherever they move; words that somebody called not sensitive are so everywhere.
    """
    articles = {each.id: each for each in store.documents.all_current("article")}
    trees = {each.id: each for each in store.documents.all_current("tree")}
    shown = public(
        map(parse_article, articles.values()),
        {name: parse_tree(version) for name, version in trees.items()},
    )
    sources = {(each.kind, each.id): each.text for each in (*articles.values(), *trees.values())}
    found = inspect(shown, services.redactor, _names(store), sources)
    return Review(shown, tuple(_decided(store, shown, found)))


def publish(services: Services, store: Store, target: Path) -> ExportReport:
    """Write the portal into a folder, or nothing where a finding waits for a decision.

    Raises:
        PortalError: the folder is not ours or cannot be written.
    """
    looked = review(services, store)
    report = export(
        looked.public.articles.values(),
        looked.public.trees,
        target,
        site=site(services.settings),
        findings=[each.found for each in looked.findings],
    )
    last = {"at": datetime.now(UTC).isoformat(), "target": str(target), "report": report.as_json()}
    store.settings.set(_LAST, json.dumps(last))
    return report


def pack(services: Services, store: Store) -> bytes | None:
    """Return the portal as a ZIP file; None where a finding waits for a decision."""
    looked = review(services, store)
    findings = [each.found for each in looked.findings]
    if blocked(findings):
        return None
    files = write(masked(looked.public, findings), site(services.settings))
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path, data in files.items():
            # A fixed time: the same portal gives the same bytes.
            archive.writestr(ZipInfo(f"portal/{path}", _FIRST_ZIP_TIME), data, ZIP_DEFLATED)
    return packed.getvalue()


def last_export(store: Store) -> LastExport | None:
    """Return the last export that was tried, None where there was none."""
    kept = store.settings.get(_LAST)
    if not kept:
        return None
    last = json.loads(kept)
    return LastExport(datetime.fromisoformat(last["at"]), last["target"], last["report"])


def site(settings: Settings) -> Site:
    """Return what the settings say of the portal."""
    return Site(settings.site_name, settings.portal_url, settings.language)


def _names(store: Store) -> Names:
    """Everybody whom the archive knows by name."""
    customers = (name for whole in store.cases.customers() for name in known_as(whole))
    return Names(tuple(store.cases.correspondents()), tuple(customers))


def _decided(store: Store, shown: Public, found: tuple[Found, ...]) -> list[Reviewed]:
    key = bytes.fromhex(store.settings.secret(_KEY))
    subjects = [("article", name) for name in shown.articles]
    subjects += [("tree", name) for name in shown.trees]
    reviewed: list[Reviewed] = []
    with store.transaction():
        for kind, name in subjects:
            mine = [each for each in found if (each.subject, each.id) == (kind, name)]
            reviewed += _recorded(store, kind, name, mine, key)
    return reviewed


def _recorded(store: Store, kind: str, name: str, found: list[Found], key: bytes) -> list[Reviewed]:
    """Bring the ledger of one article or tree up to date, and say what was decided."""
    digests = [_digest(key, each) for each in found]
    places = [f"line {each.line}" for each in found]
    ledger = [
        LedgerFound(each.kind, each.rule, place, digest)
        for each, place, digest in zip(found, places, digests, strict=True)
    ]
    entries = {
        (entry.digest, entry.place): entry for entry in store.findings.record(kind, name, ledger)
    }
    harmless = store.findings.not_sensitive(digests)
    reviewed = []
    for each, place, digest in zip(found, places, digests, strict=True):
        entry = entries[digest, place]
        decision = entry.state
        if decision is FindingState.OPEN and digest in harmless:
            decision = FindingState.NOT_SENSITIVE
        found_now = replace(each, decision=decision)
        reviewed.append(Reviewed(found_now, entry.id, entry.decided_by, entry.decided_at))
    return reviewed


def _digest(key: bytes, found: Found) -> str:
    return hmac.new(key, f"{found.kind}\x1f{found.value}".encode(), sha256).hexdigest()
