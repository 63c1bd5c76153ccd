"""A believable busy desk, made by the program's own services with a clock turned back.

Every case is a real call through the machine, every answer a real answer, so the demo
breaks no rule that the product keeps. It has a database of its own.
"""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from callcentre.demo.stories import STORIES, Story
from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call, EndedBy, Language, Step, WayOn, open_call
from callcentre.domain.call_machine import Turn, advance, drop, said, set_anger
from callcentre.domain.centre import Centre
from callcentre.domain.contact import AnswerKind, AttemptOutcome, Point
from callcentre.domain.instant import Spoken
from callcentre.domain.places import CHOICES, Pen, Place, write
from callcentre.domain.staff import Person, Role
from callcentre.domain.working_time import MINUTES_A_DAY, DeskHours, Window
from callcentre.errors import CallCentreError
from callcentre.services.answers import answer, attempt, let_go, take
from callcentre.services.calls import file_call, show_live
from callcentre.services.cases import case_file
from callcentre.services.founding import centre_of, found_centre
from callcentre.services.new_centre import new_centre
from callcentre.services.people import add_person, everybody
from callcentre.services.ports import Office

ZONE = "Asia/Shanghai"
PASSPHRASE = "demo demo demo"  # noqa: S105 - of a database with made-up people in it
LEAD = "周敏"
AGENTS = ("张同", "王敏", "刘洋", "李娜", "Grace Tan")
SEED = 20_260_402


class TurnedBack:
    """The office's clock while the past is being made."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def set(self, now: datetime) -> None:
        self._now = now


def furnish(office: Office, role: str) -> tuple[Person, Centre]:
    """Fill an empty demo database, and say who sits at the desk."""
    _Maker(office).make()
    found = seat(office, role)
    if found is None:
        raise AssertionError("the demo has no centre")
    return found


def seat(office: Office, role: str) -> tuple[Person, Centre] | None:
    """Who sits at the demo's desk, and where; None in a database that is not the demo's."""
    name = LEAD if role == "lead" else AGENTS[0]
    centre = centre_of(office)
    person = next((p for p in everybody(office) if p.name == name), None)
    return (person, centre) if person and centre else None


class _Maker:
    """Makes the past few days of a desk, ending now."""

    def __init__(self, office: Office) -> None:
        self._now = office.clock.now()
        self._clock = TurnedBack(self._now - timedelta(days=3))
        self._office = replace(office, clock=self._clock)
        self._random = random.Random(SEED)  # noqa: S311 - the same desk for everybody
        self._agents: list[Person] = []
        self._calls = 0

    def make(self) -> None:
        # Open round the clock, so that times can be proposed whenever the demo is looked at.
        always = DeskHours(ZONE, ((Window(0, MINUTES_A_DAY),),) * 7)
        centre = replace(new_centre("利达物流 Lida", ZONE, "400-000-0000"), hours=always)
        lead = found_centre(self._office, centre, LEAD, PASSPHRASE)
        self._centre = centre_of(self._office) or centre
        self._agents = [
            add_person(self._office, lead, name, Role.AGENT, PASSPHRASE) for name in AGENTS
        ]
        for number, minutes in enumerate(_spread()):
            story = STORIES[number % len(STORIES)]
            agent = self._agents[number % len(self._agents)]
            self._complaint(number, story, agent, self._now + timedelta(minutes=minutes))
        self._lost_call(STORIES[4], self._agents[2])
        self._live_calls()

    def _complaint(self, number: int, story: Story, agent: Person, due: datetime) -> None:
        """A call some hours before what it promised, and what became of the promise."""
        begun = min(due, self._now) - timedelta(minutes=self._random.randint(50, 170))
        call = self._call(number, story, agent, begun)
        call = self._promise(call, story, agent, due)
        filed = file_call(self._office, self._saved(call, agent))
        if due < self._now - timedelta(minutes=55) or (due < self._now and number % 3):
            self._answered(filed, agent, due, late=number % 5 == 0)
        elif number % 4 == 1 and due < self._now:
            self._tried(filed, agent)

    def _call(self, number: int, story: Story, agent: Person, begun: datetime) -> Call:
        self._clock.set(begun)
        self._calls += 1
        call = open_call(
            call_id=f"demo{self._calls:04}",
            agent=agent,
            now=begun,
            zone=ZONE,
            line=self._centre.lines[0].number,
            script_version="demo",
            language=story.language,
        )
        call = set_anger(call, number % 3, self._turn(agent))
        call = self._on(call, agent)
        call = self._fill(call, agent, {Place.NOTES: story.content})
        call = self._to(call, agent, Step.RECORD)
        call = self._fill(call, agent, _record(story, number))
        call = self._to(call, agent, Step.CLASSIFY)
        return self._fill(call, agent, _classes(story))

    def _promise(self, call: Call, story: Story, agent: Person, due: datetime) -> Call:
        call = self._to(call, agent, Step.PROMISE)
        lead = Person("", LEAD, Role.LEAD)
        call = replace(call, lead=lead)
        process = (
            "先核实，再把办法和您商量"
            if story.language is Language.ZH
            else ("check the facts first, then agree what to do with you")
        )
        call = self._fill(
            call,
            agent,
            {
                Place.DUE: Spoken(due, ZONE),
                Place.PROMISE_REASON: story.reason,
                Place.PROMISE_PROCESS: process,
            },
        )
        return replace(self._to(call, agent, Step.MORE_NEEDS), lead=None)

    def _saved(self, call: Call, agent: Person) -> Call:
        return advance(self._to(call, agent, Step.WRAP_UP), self._turn(agent))

    def _answered(self, call: Call, agent: Person, due: datetime, *, late: bool) -> None:
        """Answered in time or late; every third one only with progress and a next promise."""
        at = due + timedelta(minutes=7) if late else due - timedelta(minutes=4)
        self._clock.set(min(at, self._now - timedelta(minutes=2)))
        draft = self._taken(call, agent)
        if draft is None:
            return
        result = self._random.random() < 0.6
        draft = replace(
            draft,
            kind=AnswerKind.RESULT if result else AnswerKind.PROGRESS,
            said=_either(draft, "已经核实，按您的意思办理", "Checked, and done as you wished"),
            cause=_either(draft, "中转时漏扫", "A scan was missed at the hub"),
            process=_either(draft, "已和承运方确认", "Confirmed with the carrier"),
            points=frozenset(Point),
            late_reason=_either(draft, "前一个电话没有结束", "The call before ran long")
            if late
            else "",
            apologised=late,
        )
        if not result:
            draft = self._with_next(draft)
        answer(self._office, draft)

    def _with_next(self, draft: AnswerDraft) -> AnswerDraft:
        ahead = timedelta(minutes=self._random.choice((25, 95, 200, 330, 1500)))
        upcoming = replace(
            draft.next,
            due=Spoken((self._now + ahead).replace(second=0, microsecond=0), ZONE),
            reason=_either(draft, "还差一份记录", "One record is still missing"),
            process=_either(draft, "继续跟进", "We stay on it"),
            told_at=self._clock.now(),
        )
        return replace(draft, next=upcoming)

    def _tried(self, call: Call, agent: Person) -> None:
        self._clock.set(self._now - timedelta(minutes=self._random.randint(3, 20)))
        draft = self._taken(call, agent)
        if draft is not None:
            tried = attempt(self._office, draft, AttemptOutcome.NO_ANSWER)
            let_go(self._office, tried)

    def _taken(self, call: Call, agent: Person) -> AnswerDraft | None:
        number = call.complaint.acceptance.number
        owed = next(c for c in case_file(self._office, number).chain if c.is_open)
        try:
            return take(self._office, owed.id, agent)
        except CallCentreError:
            return None

    def _lost_call(self, story: Story, agent: Person) -> None:
        """The line went silent in the record step: a call back is owed."""
        begun = self._now - timedelta(minutes=12)
        call = self._call(901, story, agent, begun)
        self._clock.set(begun + timedelta(minutes=4))
        lost = drop(call, EndedBy.LINE_DROPPED, self._turn(agent))
        file_call(self._office, advance(lost, self._turn(agent)))

    def _live_calls(self) -> None:
        """Two colleagues are on the telephone right now, one of them in trouble."""
        for number, (agent, anger) in enumerate(((self._agents[3], 1), (self._agents[4], 3))):
            story = STORIES[6 + number]
            begun = self._now - timedelta(minutes=3 + number, seconds=26)
            call = self._call(910 + number, story, agent, begun)
            self._clock.set(self._now)
            call = set_anger(call, anger, self._turn(agent))
            if anger == 3:
                call = replace(call, lead_requested_at=self._now - timedelta(seconds=34))
            show_live(self._office, call)

    # --- the agent's hands ------------------------------------------------------------------

    def _turn(self, agent: Person) -> Turn:
        return Turn(self._clock.now(), agent, self._centre)

    def _fill(self, call: Call, agent: Person, values: dict[Place, object]) -> Call:
        pen = Pen(agent, self._clock.now())
        for place, value in values.items():
            kind = CHOICES.get(place)
            chosen = kind(value) if kind is not None and isinstance(value, str) else value
            call = write(call, place, chosen, pen)  # type: ignore[arg-type]
        return call

    def _on(self, call: Call, agent: Person) -> Call:
        self._clock.set(self._clock.now() + timedelta(seconds=self._random.randint(18, 75)))
        return advance(said(call, self._turn(agent)), self._turn(agent))

    def _to(self, call: Call, agent: Person, step: Step) -> Call:
        while call.step is not step:
            call = self._on(call, agent)
        return call


def _spread() -> list[int]:
    """When promises are due, in minutes from now: kept ones, late ones, soon ones, later ones."""
    past = [-(70 + 35 * n) for n in range(26)]
    around = [-47, -31, -12, -5, -3, 4, 8, 13, 22, 35, 48, 75, 100, 130, 170, 240, 300]
    return [*reversed(past), *around]


def _record(story: Story, number: int) -> dict[Place, object]:
    return {
        Place.NAME: story.name,
        Place.PHONE: f"139{(number * 7919) % 100_000_000:08}",
        Place.COMPANY: story.company,
        Place.ADDRESS: story.address,
        Place.WAYBILL: f"LD26{number:06}",
        Place.CONTENT: story.content,
        Place.CRUX: story.crux,
        Place.WISH: story.wish,
        Place.CUSTOMER_ZONE: "Europe/Berlin" if story.name == "Herr Vogel" else "",
    }


def _classes(story: Story) -> dict[Place, object]:
    return {
        Place.CATEGORY: story.category,
        Place.SEVERITY_LADDER: story.impact,
        Place.LOSS: story.loss,
        Place.COMPENSATION: "no",
        Place.WAY_ON: WayOn.PROMISE,
    }


def _either(draft: AnswerDraft, zh: str, en: str) -> str:
    return en if draft.language is Language.EN else zh
