"""Driving a call through the machine, as an agent does, one move a line."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from callcentre.domain import record as records
from callcentre.domain.call import (
    Call,
    Complaint,
    EndedBy,
    Language,
    Step,
    open_call,
    put_complaint,
)
from callcentre.domain.call_machine import (
    Turn,
    advance,
    back,
    change_promise,
    drop,
    go_to,
    said,
    set_anger,
)
from callcentre.domain.centre import Centre
from callcentre.domain.contact import Direction
from callcentre.domain.instant import Spoken
from callcentre.domain.places import CHOICES, Pen, Place, write
from callcentre.domain.record import RecordField
from callcentre.domain.staff import Person, Role
from tests.support.clock import FakeClock

AGENT = Person("a1", "张同", Role.AGENT)
LEAD = Person("l1", "周敏", Role.LEAD)


class Caller:
    """A call in progress with the hands of an agent on it."""

    def __init__(
        self,
        call_id: str,
        agent: Person,
        centre: Centre,
        clock: FakeClock,
        *,
        language: Language = Language.ZH,
        direction: Direction = Direction.IN,
    ) -> None:
        self.agent, self.centre, self.clock = agent, centre, clock
        self.call: Call = open_call(
            call_id=call_id,
            agent=agent,
            now=clock.now(),
            zone=centre.zone,
            line=centre.lines[0].number,
            script_version="test",
            direction=direction,
            language=language,
        )

    @property
    def turn(self) -> Turn:
        return Turn(self.clock.now(), self.agent, self.centre)

    @property
    def step(self) -> Step:
        return self.call.step

    @property
    def complaint(self) -> Complaint:
        return self.call.complaint

    def put(self, place: Place, value: str | StrEnum | Spoken | None) -> "Caller":
        kind = CHOICES.get(place)
        chosen = kind(value) if kind is not None and isinstance(value, str) else value
        self.call = write(self.call, place, chosen, Pen(self.agent, self.clock.now()))
        return self

    def fill(self, values: Mapping[Place, str | StrEnum | None]) -> "Caller":
        for place, value in values.items():
            self.put(place, value)
        return self

    def decline(self, name: RecordField) -> "Caller":
        self.call = put_complaint(self.call, record=records.decline(self.complaint.record, name))
        return self

    def next(self) -> "Caller":
        self.call = advance(self.call, self.turn)
        return self

    def back(self) -> "Caller":
        self.call = back(self.call, self.turn)
        return self

    def say(self) -> "Caller":
        self.call = said(self.call, self.turn)
        return self

    def anger(self, level: int) -> "Caller":
        self.call = set_anger(self.call, level, self.turn)
        return self

    def go(self, step: Step) -> "Caller":
        self.call = go_to(self.call, step, self.turn)
        return self

    def until(self, step: Step) -> "Caller":
        """Go on, saying what each step has to say, until a step is reached."""
        while self.call.step is not step:
            self.say().next()
        return self

    def due(self, at: datetime, zone: str | None = None) -> "Caller":
        return self.put(Place.DUE, Spoken(at, zone or self.centre.zone))

    def change_promise(self, reason: str) -> "Caller":
        self.call = change_promise(self.call, reason, self.turn)
        return self

    def drop(self, ended_by: EndedBy = EndedBy.LINE_DROPPED) -> "Caller":
        self.call = drop(self.call, ended_by, self.turn)
        return self

    def number(self, *numbers: str) -> "Caller":
        """Give the complaints the numbers a database would allot."""
        numbered = (
            replace(c, acceptance=replace(c.acceptance, number=number))
            for c, number in zip(self.call.complaints, numbers, strict=True)
        )
        self.call = replace(self.call, complaints=tuple(numbered))
        return self


PLAIN_RECORD: Mapping[Place, str] = {
    Place.NAME: "李先生",
    Place.PHONE: "13900000001",
    Place.ADDRESS: "上海市浦东新区世纪大道1号",
    Place.WAYBILL: "LD20121220001",
    Place.CONTENT: "样品到现在还没有送到",
    Place.CRUX: "样品未按约定时间送达",
    Place.WISH: "尽快送达并出具说明",
}
PLAIN_CLASSES: Mapping[Place, str] = {
    Place.CATEGORY: "delay",
    Place.CAUSE: "dispatch",
    Place.SEVERITY_LADDER: "below_expectation",
    Place.LOSS: "none",
}


def to_calm(caller: Caller) -> Caller:
    """A caller who grumbles has said what he had to say."""
    return caller.anger(1).next().put(Place.NOTES, "没送到").next()


def to_record(caller: Caller) -> Caller:
    return to_calm(caller).say().next()


def to_classify(caller: Caller) -> Caller:
    return to_record(caller).fill(PLAIN_RECORD).say().next()


def to_accept(caller: Caller) -> Caller:
    return to_classify(caller).fill(PLAIN_CLASSES).next()


def to_promise(caller: Caller) -> Caller:
    """A plain valid complaint, up to the moment the time is promised."""
    return to_accept(caller).say().next()


def to_explain(caller: Caller) -> Caller:
    """A complaint that is none, up to the moment it is explained."""
    to_classify(caller).fill(PLAIN_CLASSES)
    return caller.put(Place.VALIDITY, "invalid").put(Place.VALIDITY_REASON, "own_mistake").next()


def promise(caller: Caller, due: datetime) -> Caller:
    """Promise a time and make it."""
    caller.due(due)
    caller.put(Place.PROMISE_REASON, "承运方还没有回复")
    caller.put(Place.PROMISE_PROCESS, "核实后和您商量方案")
    return caller.say().next()


def explain(caller: Caller, reaction: str) -> Caller:
    """Explain, and note what the customer makes of it."""
    caller.put(Place.EXPLAIN_FACT, "运单上写的是自提").put(Place.REACTION, reaction)
    return caller.say().next()


def resolve(caller: Caller) -> Caller:
    """Settle an accepted complaint on the call, with the customer's yes."""
    caller.put(Place.WAY_ON, "resolve_now").say().next()
    return caller.put(Place.SOLUTION, "已为您更新并开通短信提醒").say().next()
