"""Driving a call through the machine, as an agent does, one move a line."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from callcentre.domain.call import Call, Language, Step, open_call
from callcentre.domain.call_machine import Turn, advance, go_to, said, set_anger
from callcentre.domain.centre import Centre
from callcentre.domain.contact import Direction
from callcentre.domain.instant import Spoken
from callcentre.domain.places import CHOICES, Pen, Place, write
from callcentre.domain.staff import Person
from tests.support.clock import FakeClock


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

    def put(self, place: Place, value: str | StrEnum | Spoken | None) -> "Caller":
        kind = CHOICES.get(place)
        chosen = kind(value) if kind is not None and isinstance(value, str) else value
        self.call = write(self.call, place, chosen, Pen(self.agent, self.clock.now()))
        return self

    def fill(self, values: Mapping[Place, str | StrEnum | None]) -> "Caller":
        for place, value in values.items():
            self.put(place, value)
        return self

    def next(self) -> "Caller":
        self.call = advance(self.call, self.turn)
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


def to_promise(caller: Caller) -> Caller:
    """A plain valid complaint, up to the moment the time is promised."""
    caller.anger(1).next().put(Place.NOTES, "没送到").next().say().next()
    caller.fill(PLAIN_RECORD).say().next()
    return caller.fill(PLAIN_CLASSES).next().say().next()


def promise(caller: Caller, due: datetime) -> Caller:
    """Promise a time and make it."""
    caller.due(due)
    caller.put(Place.PROMISE_REASON, "承运方还没有回复")
    caller.put(Place.PROMISE_PROCESS, "核实后和您商量方案")
    return caller.say().next()
