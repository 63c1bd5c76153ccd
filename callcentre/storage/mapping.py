"""Rows to domain values and back, tested both ways."""

from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import RowMapping

from callcentre.domain.call import Call
from callcentre.domain.case import Case, CaseEvent
from callcentre.domain.category import Severity
from callcentre.domain.classification import Classification
from callcentre.domain.commitment import Closing, Commitment, Told
from callcentre.domain.contact import Contact, Point
from callcentre.domain.instant import Spoken
from callcentre.domain.live import LiveCall
from callcentre.domain.queue import Claim, QueueRow
from callcentre.domain.record import Record, RecordField, Shipment
from callcentre.domain.staff import Person

Row = RowMapping
Values = dict[str, Any]

_CLASSIFICATION = tuple(field.name for field in fields(Classification))
_RECORD_PARTS = ("shipment", "confirmed", "declined")
_RECORD = tuple(field.name for field in fields(Record) if field.name not in _RECORD_PARTS)
_CASE_PARTS = ("record", "classification")
_CASE = tuple(field.name for field in fields(Case) if field.name not in _CASE_PARTS)


def person_of(row: Row) -> Person:
    return Person(row["id"], row["name"], row["role"], tuple(row["languages"]), row["active"])


def call_values(call: Call, phone_key: str) -> Values:
    """The columns leads and reports ask for, beside the whole call."""
    levels = [note.level for note in call.anger]
    return {
        "id": call.id,
        "direction": call.direction,
        "line": call.line,
        "agent": call.agent.id,
        "contact_kind": call.contact_kind,
        "language": call.language,
        "dialect": call.dialect,
        "started_at": call.started_at,
        "ended_at": call.ended_at,
        "ended_by": call.ended_by,
        "phone_key": phone_key,
        "anger_start": levels[0] if levels else None,
        "anger_peak": call.anger_peak,
        "anger_end": levels[-1] if levels else None,
        "apologies": call.apologies,
        "thanked": call.thanked,
        "lead_requested_at": call.lead_requested_at,
        "lead_joined_at": call.lead_joined_at,
        "recording": call.recording,
        "script_version": call.script_version,
        "saved_at": call.saved_at,
        "document": encode_call(call),
    }


def encode_call(call: Call) -> str:
    return msgspec.json.encode(call).decode()


def decode_call(document: str) -> Call:
    return msgspec.json.decode(document, type=Call)


def case_values(case: Case) -> Values:
    """Every column but `awaiting` and the count behind it."""
    own = {name: getattr(case, name) for name in _CASE if name != "awaiting"}
    record = {name: getattr(case.record, name) for name in _RECORD}
    classes = {name: getattr(case.classification, name) for name in _CLASSIFICATION}
    parts = {
        "shipment": {k: v for k, v in asdict(case.record.shipment).items() if v},
        "confirmed": {f.value: at.isoformat() for f, at in case.record.confirmed.items()},
        "declined": sorted(field.value for field in case.record.declined),
    }
    return {**own, **record, **classes, **parts}


def case_of(row: Row) -> Case:
    record = Record(
        **{name: row[name] for name in _RECORD},
        shipment=Shipment(**row["shipment"]),
        confirmed={
            RecordField(name): datetime.fromisoformat(at) for name, at in row["confirmed"].items()
        },
        declined=frozenset(map(RecordField, row["declined"])),
    )
    classification = Classification(**{name: row[name] for name in _CLASSIFICATION})
    own = {name: row[name] for name in _CASE}
    return Case(**own, record=record, classification=classification)


def commitment_values(c: Commitment, phone_key: str) -> Values:
    return {
        "id": c.id,
        "kind": c.kind,
        "case_id": c.case_id,
        "call_id": c.call_id,
        "seq": c.seq,
        "made_at": c.made_at,
        "made_by": c.made_by,
        "owner": c.owner,
        "due_at": c.due.at,
        "due_zone": c.due.zone,
        "customer_zone": c.customer_zone,
        "owed": c.owed,
        "severity": c.severity,
        "severity_rank": c.severity.rank,
        "told_reason": c.told.reason,
        "told_process": c.told.process,
        "told_time": c.told.time,
        "told_name": c.told.name,
        "contact_value": c.contact_value,
        "contact_channel": c.contact_channel,
        "phone_key": phone_key,
        "whom": c.whom,
        "undated": c.undated,
        "queue_class": 0 if c.pinned else 1,
        "follows": c.follows,
        "change_reason": c.change_reason,
        "approved_by": c.approved_by,
        **closing_values(c.closing),
    }


def closing_values(closing: Closing | None) -> Values:
    if closing is None:
        return {"apologised": False}
    return {
        "closed_at": closing.at,
        "outcome": closing.outcome,
        "closed_by": closing.contact_id,
        "late_reason": closing.late_reason,
        "apologised": closing.apologised,
        "closing_note": closing.note,
    }


def commitment_of(row: Row) -> Commitment:
    closing = None
    if row["closed_at"] is not None:
        closing = Closing(
            at=row["closed_at"],
            outcome=row["outcome"],
            contact_id=row["closed_by"],
            late_reason=row["late_reason"],
            apologised=row["apologised"],
            note=row["closing_note"],
        )
    return Commitment(
        id=row["id"],
        kind=row["kind"],
        case_id=row["case_id"],
        call_id=row["call_id"],
        seq=row["seq"],
        made_at=row["made_at"],
        made_by=row["made_by"],
        owner=row["owner"],
        due=Spoken(row["due_at"], row["due_zone"]),
        customer_zone=row["customer_zone"],
        owed=row["owed"],
        severity=row["severity"],
        told=Told(
            reason=row["told_reason"],
            process=row["told_process"],
            time=row["told_time"],
            name=row["told_name"],
        ),
        contact_value=row["contact_value"],
        contact_channel=row["contact_channel"],
        whom=row["whom"],
        undated=row["undated"],
        pinned=row["queue_class"] == 0,
        follows=row["follows"],
        change_reason=row["change_reason"],
        approved_by=row["approved_by"],
        closing=closing,
    )


def contact_values(contact: Contact) -> Values:
    values = {field.name: getattr(contact, field.name) for field in fields(Contact)}
    return {**values, "points": sorted(point.value for point in contact.points)}


def contact_of(row: Row) -> Contact:
    values = {field.name: row[field.name] for field in fields(Contact)}
    return Contact(**{**values, "points": frozenset(map(Point, row["points"]))})


def event_of(row: Row) -> CaseEvent:
    return CaseEvent(**{field.name: row[field.name] for field in fields(CaseEvent)})


def live_of(row: Row) -> LiveCall:
    return LiveCall(**{field.name: row[field.name] for field in fields(LiveCall)})


def claim_of(row: Row) -> Claim | None:
    if row["claim_token"] is None:
        return None
    return Claim(
        by=row["claimed_by"],
        by_name=row["claimed_by_name"] or "",
        since=row["claimed_at"],
        lease_until=row["claim_until"],
    )


def queue_row_of(row: Row) -> QueueRow:
    return QueueRow(
        id=row["id"],
        kind=row["kind"],
        owed=row["owed"],
        due=Spoken(row["due_at"], row["due_zone"]),
        undated=row["undated"],
        pinned=row["queue_class"] == 0,
        severity=Severity(row["severity"]),
        whom=row["whom"],
        contact_value=row["contact_value"],
        case_id=row["case_id"],
        case_number=row["case_number"] or "",
        owner=row["owner"],
        owner_name=row["owner_name"] or "",
        made_at=row["made_at"],
        attempts=row["attempts"],
        claim=claim_of(row),
    )
