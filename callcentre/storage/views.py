"""Reads for screens: the queue, its numbers, the caller card, finding cases."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy import (
    case as sql_case,
)

from callcentre.domain.caller import CallerCard, EarlierCase
from callcentre.domain.case import Case
from callcentre.domain.commitment import Kind, Outcome
from callcentre.domain.queue import (
    COUNTED_TO,
    Counts,
    QueueFilter,
    QueueKey,
    QueuePage,
    QueueRow,
    Whose,
)
from callcentre.storage import mapping, tables
from callcentre.storage.proofs import broken_rules

_C = tables.commitments
_OPEN = _C.c.closed_at.is_(None)
_ORDER = (_C.c.queue_class, _C.c.due_at, _C.c.severity_rank, _C.c.id)
_OWNER = tables.people.alias("owner_person")
_HOLDER = tables.people.alias("holder_person")
OWED_SHOWN = 5


class SqlViews:
    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def queue_page(
        self, wanted: QueueFilter, now: datetime, anchor: QueueKey | None, before: int, after: int
    ) -> QueuePage:
        """Two index ranges around the anchor, one row longer each way to see what lies beyond."""
        conditions = [_OPEN, *_filter(wanted, now)]
        key = tuple_(*_ORDER)
        below, above = list(conditions), list(conditions)
        if anchor is not None:
            at = _anchor(anchor)
            below.append(key >= at)
            above.append(key < at)
        rows = self._rows(select_rows().where(*below).order_by(*_ORDER).limit(after + 1))
        earlier: list[QueueRow] = []
        if anchor is not None and before:
            reverse = [column.desc() for column in _ORDER]
            earlier = self._rows(select_rows().where(*above).order_by(*reverse).limit(before + 1))
        return QueuePage(
            rows=(*reversed(earlier[:before]), *rows[:after]),
            more_before=len(earlier) > before,
            more_after=len(rows) > after,
        )

    def queue_row(self, commitment_id: str) -> QueueRow | None:
        rows = self._rows(select_rows().where(_OPEN, _C.c.id == commitment_id))
        return rows[0] if rows else None

    def counts(
        self, now: datetime, due_soon_until: datetime, hour_until: datetime, day_begins: datetime
    ) -> Counts:
        kept, answered, first_kept, first_answered = self._kept(day_begins)
        return Counts(
            overdue=self._count(_C.c.due_at < now),
            oldest_due=self._oldest(now),
            due_soon=self._count(_C.c.due_at >= now, _C.c.due_at <= due_soon_until),
            due_hour=self._count(_C.c.due_at >= now, _C.c.due_at <= hour_until),
            kept=kept,
            answered=answered,
            first_kept=first_kept,
            first_answered=first_answered,
        )

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        """Counts no further than is shown, so that it costs the same at any size."""
        some = select(literal(1)).where(_OPEN, *conditions).limit(COUNTED_TO + 1).subquery()
        return int(self._connection.execute(select(func.count()).select_from(some)).scalar_one())

    def _oldest(self, now: datetime) -> datetime | None:
        oldest = select(_C.c.due_at).where(_OPEN, _C.c.due_at < now).order_by(_C.c.due_at).limit(1)
        return self._connection.execute(oldest).scalar()

    def _kept(self, day_begins: datetime) -> tuple[int, int, int, int]:
        """Promises due today that were answered, and how many of them in time (M-04)."""
        kept = sql_case((_C.c.outcome == Outcome.KEPT, 1), else_=0)
        first = sql_case((_C.c.seq == 1, 1), else_=0)
        row = self._connection.execute(
            select(
                func.coalesce(func.sum(kept), 0),
                func.count(),
                func.coalesce(func.sum(kept * first), 0),
                func.coalesce(func.sum(first), 0),
            ).where(
                _C.c.kind == Kind.CALLBACK,
                _C.c.outcome.in_((Outcome.KEPT, Outcome.KEPT_LATE)),
                _C.c.due_at >= day_begins,
                _C.c.due_at < day_begins + timedelta(days=1),
            )
        ).one()
        return int(row[0]), int(row[1]), int(row[2]), int(row[3])

    def caller_card(self, phone_key: str, since: datetime, recent: int) -> CallerCard:
        t = tables.cases
        rows = (
            self._connection.execute(
                select(t)
                .where(t.c.phone_key == phone_key)
                .order_by(t.c.accepted_at.desc())
                .limit(recent)
            )
            .mappings()
            .all()
        )
        latest = rows[0] if rows else None
        counted = self._connection.execute(
            select(
                func.count(),
                func.coalesce(func.sum(sql_case((t.c.accepted_at >= since, 1), else_=0)), 0),
                func.coalesce(func.sum(sql_case((t.c.awaiting, 1), else_=0)), 0),
            ).where(t.c.phone_key == phone_key)
        ).one()
        kept, late = self._outcomes(phone_key)
        return CallerCard(
            phone_key=phone_key,
            name=latest["name"] if latest else "",
            company=latest["company"] if latest else "",
            address=latest["address"] if latest else "",
            owed=self._owed_to(phone_key),
            cases=tuple(_earlier(row) for row in rows),
            case_count=int(counted[0]),
            recent_count=int(counted[1]),
            unsolved_count=int(counted[2]),
            kept=kept,
            kept_late=late,
        )

    def _owed_to(self, phone_key: str) -> tuple[QueueRow, ...]:
        owed = select_rows().where(_OPEN, _C.c.phone_key == phone_key)
        return tuple(self._rows(owed.order_by(*_ORDER).limit(OWED_SHOWN)))

    def _outcomes(self, phone_key: str) -> tuple[int, int]:
        t = tables.cases
        of_caller = select(t.c.id).where(t.c.phone_key == phone_key)
        found = self._connection.execute(
            select(_C.c.outcome, func.count())
            .where(_C.c.kind == Kind.CALLBACK, _C.c.case_id.in_(of_caller))
            .group_by(_C.c.outcome)
        ).all()
        by_outcome: dict[Any, int] = {outcome: int(count) for outcome, count in found}
        return by_outcome.get(Outcome.KEPT, 0), by_outcome.get(Outcome.KEPT_LATE, 0)

    def cases(self, words: str, limit: int) -> Sequence[Case]:
        t = tables.cases
        query = select(t).order_by(t.c.accepted_at.desc(), t.c.id).limit(limit)
        if words:
            columns = (
                *(t.c.number, t.c.name, t.c.company, t.c.phone, t.c.phone_key),
                *(t.c.waybill, t.c.order_no, t.c.crux, t.c.content),
            )
            query = query.where(or_(*(c.icontains(words, autoescape=True) for c in columns)))
        return [mapping.case_of(row) for row in self._connection.execute(query).mappings()]

    def names(self) -> dict[str, str]:
        people = tables.people
        return {
            str(id_): str(name)
            for id_, name in self._connection.execute(select(people.c.id, people.c.name))
        }

    def broken_rules(self, limit: int) -> Iterator[tuple[str, str]]:
        return broken_rules(self._connection, limit)

    def _rows(self, query: Select[Any]) -> list[QueueRow]:
        return [mapping.queue_row_of(row) for row in self._connection.execute(query).mappings()]


def select_rows() -> Select[Any]:
    """The columns of a queue row; names and numbers are looked up for the page alone."""
    attempts = (
        select(func.count())
        .where(tables.contacts.c.commitment_id == _C.c.id, tables.contacts.c.attempt.is_not(None))
        .scalar_subquery()
    )
    return (
        select(
            _C,
            tables.cases.c.number.label("case_number"),
            _OWNER.c.name.label("owner_name"),
            _HOLDER.c.name.label("claimed_by_name"),
            attempts.label("attempts"),
        )
        .join_from(_C, tables.cases, tables.cases.c.id == _C.c.case_id, isouter=True)
        .join(_OWNER, _OWNER.c.id == _C.c.owner, isouter=True)
        .join(_HOLDER, _HOLDER.c.id == _C.c.claimed_by, isouter=True)
    )


def _filter(wanted: QueueFilter, now: datetime) -> list[ColumnElement[bool]]:
    if wanted.whose is Whose.MINE:
        return [_C.c.owner == wanted.owner]
    return [_C.c.due_at < now] if wanted.whose is Whose.OVERDUE else []


def _anchor(key: QueueKey) -> ColumnElement[Any]:
    return tuple_(
        literal(int(key.unpinned)),
        literal(key.due_at, type_=_C.c.due_at.type),
        literal(key.severity_rank),
        literal(key.id),
    )


def _earlier(row: mapping.Row) -> EarlierCase:
    return EarlierCase(
        number=row["number"],
        accepted_at=row["accepted_at"],
        category=row["category"],
        crux=row["crux"],
        state=row["state"],
        awaiting=row["awaiting"],
    )
