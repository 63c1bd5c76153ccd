"""Commitments and contacts for tests: plain ones, with what matters to the test named."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from callcentre.domain.category import Severity
from callcentre.domain.commitment import Commitment, Kind, Owed, Told
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Contact, Direction
from callcentre.domain.instant import Spoken
from callcentre.domain.queue import QueueRow

MADE = datetime(2026, 4, 2, 2, tzinfo=UTC)
DUE = MADE + timedelta(hours=2)
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)


def a_promise(**changes: object) -> Commitment:
    """A promise made at `MADE` and due at `DUE`."""
    plain = Commitment(
        id="p1",
        kind=Kind.CALLBACK,
        case_id="case-1",
        call_id="call-1",
        seq=1,
        made_at=MADE,
        made_by="a1",
        owner="a1",
        due=Spoken(DUE, "Asia/Shanghai"),
        customer_zone="Asia/Shanghai",
        owed=Owed.ANSWER,
        severity=Severity.IMPORTANT,
        told=Told(reason="承运方没有回复", process="核实后回电", time=True, name="张同"),
        contact_value="13900000001",
        whom="李先生",
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def the_next(c: Commitment, made_at: datetime, **changes: object) -> Commitment:
    """The promise that follows another, due two hours after it is made."""
    due = Spoken(made_at + timedelta(hours=2), c.due.zone)
    successor = replace(c, id=f"{c.id}+", seq=c.seq + 1, made_at=made_at, due=due, follows=c.id)
    return replace(successor, undated=False, **changes)  # type: ignore[arg-type]


def told(c: Commitment, kind: AnswerKind, at: datetime, **changes: object) -> Contact:
    """A contact in which the customer was reached and told something."""
    contact = Contact(
        id=f"{c.id}-{kind.value}",
        commitment_id=c.id,
        case_id=c.case_id,
        at=at,
        by=c.owner,
        direction=Direction.OUT,
        kind=kind,
        said="已说明",
        cause="班次取消",
        process="改走下一班",
    )
    return replace(contact, **changes)  # type: ignore[arg-type]


def not_reached(c: Commitment, at: datetime) -> Contact:
    """A contact that reached nobody."""
    return replace(
        told(c, AnswerKind.RESULT, at), kind=None, attempt=AttemptOutcome.NO_ANSWER, said=""
    )


def a_row(row_id: str = "r", **changes: object) -> QueueRow:
    """The row of such a promise in the queue."""
    plain: dict[str, object] = {
        "id": row_id,
        "kind": Kind.CALLBACK,
        "owed": Owed.ANSWER,
        "due": Spoken(DUE, "Asia/Shanghai"),
        "undated": False,
        "pinned": False,
        "severity": Severity.IMPORTANT,
        "whom": "李先生",
        "contact_value": "139",
        "case_id": "c",
        "case_number": "TS-1",
        "owner": "a1",
        "owner_name": "张同",
        "made_at": MADE,
        "attempts": 0,
    }
    return QueueRow(**{**plain, **changes})  # type: ignore[arg-type]
