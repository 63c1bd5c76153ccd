"""The proof: every invariant asked of the whole database; it should answer with no row."""

from collections.abc import Sequence
from dataclasses import dataclass

from callcentre.services.ports import Office

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that breaks a rule: the rule's id and the row."""

    rule: str
    row: str


def audit(office: Office) -> Sequence[Finding]:
    """Every finding, `SHOWN_AT_MOST` for each rule."""
    with office.storage.reading() as work:
        return [Finding(rule, row) for rule, row in work.views.broken_rules(SHOWN_AT_MOST)]
