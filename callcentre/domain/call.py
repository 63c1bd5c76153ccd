"""One call in progress: everything said, noted and decided so far, as one frozen value.

Each change gives a new `Call`; the journal writes it, the screen draws it, and filing turns
it into cases and commitments. Nothing here decides what comes next: see `call_machine`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from callcentre.domain.classification import Answer, Classification
from callcentre.domain.commitment import Owed
from callcentre.domain.contact import AttemptOutcome, Channel, Direction
from callcentre.domain.instant import Spoken
from callcentre.domain.record import Record
from callcentre.domain.staff import Person


class Step(StrEnum):
    """The steps of the phone flow (requirements 3.1)."""

    GREET = "greet"
    LISTEN = "listen"
    CALM = "calm"
    RECORD = "record"
    CLASSIFY = "classify"
    EXPLAIN = "explain"
    ACCEPT = "accept"
    RESOLVE_NOW = "resolve_now"
    PROMISE = "promise"
    MORE_NEEDS = "more_needs"
    HANG_UP = "hang_up"
    WRAP_UP = "wrap_up"


class Language(StrEnum):
    """The language of the call (CH-08); a dialect is named beside it."""

    ZH = "zh"
    DIALECT = "dialect"
    EN = "en"


class ContactKind(StrEnum):
    """Why he calls (CH-05)."""

    COMPLAINT = "complaint"
    ENQUIRY = "enquiry"
    OTHER = "other"


class EndedBy(StrEnum):
    """How the line went silent (2.1)."""

    FAREWELL = "farewell"
    CUSTOMER_HUNG_UP = "customer_hung_up"
    LINE_DROPPED = "line_dropped"
    LEAD_ENDED = "lead_ended"
    NOBODY_THERE = "nobody_there"


class Signal(StrEnum):
    """Signs of dissatisfaction that is not spoken (CH-09), and one that is: he speaks of the
    authorities or the press (CH-03)."""

    LONG_HOLD = "long_hold"
    SIGHING = "sighing"
    MUTTERING = "muttering"
    SUDDEN_POLITENESS = "sudden_politeness"
    FALLING_VOICE = "falling_voice"
    THREAT = "threat"


class Reaction(StrEnum):
    """What the customer makes of an explanation (CL-01)."""

    ACCEPTS = "accepts"
    REFUSES = "refuses"


class WayOn(StrEnum):
    """After accepting: solve it on this call, or promise a time (PR-10, PR-01)."""

    PROMISE = "promise"
    RESOLVE_NOW = "resolve_now"


class RecordingNote(StrEnum):
    """Where this call's recording is (RC-12)."""

    NOT_NEEDED = "not_needed"
    TO_FOLLOW = "to_follow"
    NONE_EXISTS = "none_exists"


MAX_ANGER = 3


@dataclass(frozen=True, slots=True)
class StepVisit:
    """One stay in a step; `left_at` is None in the step that is open."""

    step: Step
    entered_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AngerNote:
    """How angry the caller was from then on, 0..3 (LS-02)."""

    at: datetime
    level: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What an invalid complaint was answered with (FC-03, I-17)."""

    fact: str = ""
    terms: str = ""
    help: str = ""
    told_at: datetime | None = None
    reaction: Reaction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """The moment a complaint became ours: number, process told, name told (CH-07, PR-11)."""

    number: str = ""
    told_at: datetime | None = None
    accepted_at: datetime | None = None
    way_on: WayOn = WayOn.PROMISE


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """A small matter settled on the call itself (PR-10, I-18)."""

    solution: str = ""
    agreed: Answer | None = None
    resolved_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseDraft:
    """A promise while it is being said. Once `made_at` is set its words never change (I-06);
    another time is another promise that replaces this one."""

    id: str
    due: Spoken | None = None
    due_typed: str = ""
    reason: str = ""
    process: str = ""
    contact: str = ""
    channel: Channel = Channel.PHONE
    owed: Owed = Owed.ANSWER
    told_at: datetime | None = None
    approved_by: Person | None = None
    replaces: str | None = None
    change_reason: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One complaint on the call; a second one gets a complaint, a number, a promise of its own."""

    id: str
    begun_at: datetime
    record: Record = field(default_factory=Record)
    classification: Classification = field(default_factory=Classification)
    explanation: Explanation = field(default_factory=Explanation)
    acceptance: Acceptance = field(default_factory=Acceptance)
    resolution: Resolution = field(default_factory=Resolution)
    promises: tuple[PromiseDraft, ...] = ()

    @property
    def promise(self) -> PromiseDraft:
        """The promise being said, or the last one made."""
        return self.promises[-1] if self.promises else PromiseDraft(id=f"{self.id}-p1")

    @property
    def promised(self) -> bool:
        return any(promise.made_at for promise in self.promises)

    @property
    def resolved(self) -> bool:
        return self.resolution.resolved_at is not None

    @property
    def explained(self) -> bool:
        """Answered as invalid, and the customer can live with it."""
        return (
            self.explanation.reaction is Reaction.ACCEPTS
            and not self.classification.treated_as_valid
        )

    @property
    def settled(self) -> bool:
        """Whether the caller may hang up on this one (I-01, I-17, I-18)."""
        return self.promised or self.resolved or self.explained

    @property
    def accepted(self) -> bool:
        return self.acceptance.accepted_at is not None

    @property
    def begun(self) -> bool:
        """Whether anything of the complaint itself was taken down."""
        return bool(self.record.content or self.record.crux) or self.accepted

    @property
    def blank(self) -> bool:
        """Whether nothing at all was written, judged or said of it."""
        return self == Complaint(id=self.id, begun_at=self.begun_at)


@dataclass(frozen=True, slots=True)
class Debt:
    """The commitment an outbound call discharges by being held: a lost caller called back."""

    commitment_id: str
    due_at: datetime
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """The whole conversation. `current` is the complaint being spoken of; `return_to` is
    where to go back to after calming down."""

    id: str
    direction: Direction
    line: str
    agent: Person
    started_at: datetime
    zone: str
    script_version: str
    language: Language = Language.ZH
    dialect: str = ""
    contact_kind: ContactKind = ContactKind.COMPLAINT
    step: Step = Step.GREET
    return_to: Step | None = None
    visits: tuple[StepVisit, ...] = ()
    anger: tuple[AngerNote, ...] = ()
    apologies: int = 0
    thanked: bool = False
    courtesy_waived: str = ""
    notes: str = ""
    signals: frozenset[Signal] = frozenset()
    lead_requested_at: datetime | None = None
    lead_joined_at: datetime | None = None
    lead: Person | None = None
    greeting_given: bool = False
    more_needs: Answer | None = None
    farewell_given: bool = False
    enquiry_topic: str = ""
    enquiry_answer: str = ""
    complaints: tuple[Complaint, ...]
    current: int = 0
    ended_at: datetime | None = None
    ended_by: EndedBy | None = None
    end_reason: str = ""
    recording: RecordingNote | None = None
    answers: Debt | None = None
    attempt: AttemptOutcome | None = None
    late_reason: str = ""
    saved_at: datetime | None = None

    @property
    def complaint(self) -> Complaint:
        return self.complaints[self.current]

    @property
    def anger_level(self) -> int | None:
        """The level now, or None while nobody has judged it."""
        return self.anger[-1].level if self.anger else None

    @property
    def anger_peak(self) -> int:
        return max((note.level for note in self.anger), default=0)

    @property
    def answers_late(self) -> bool:
        """Whether this call back comes after it was owed (I-14)."""
        return self.answers is not None and self.started_at > self.answers.due_at

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None

    @property
    def answered(self) -> bool:
        """Whether a call back did what it was owed for: it was held to its end, or everything
        was settled before the line went silent."""
        if self.answers is None or not self.is_over or self.attempt is not None:
            return False
        return self.farewell_given or all(complaint.settled for complaint in self.complaints)

    def time_in(self, step: Step, now: datetime) -> timedelta:
        """How long this call has stayed in a step, over all visits."""
        stays = (v for v in self.visits if v.step is step)
        return sum(((v.left_at or now) - v.entered_at for v in stays), timedelta(0))

    def visited(self) -> Iterator[Step]:
        return (visit.step for visit in self.visits)


def open_call(
    *,
    call_id: str,
    agent: Person,
    now: datetime,
    zone: str,
    line: str,
    script_version: str,
    direction: Direction = Direction.IN,
    language: Language = Language.ZH,
) -> Call:
    """A call that has just been answered or dialled."""
    first = Complaint(id=f"{call_id}-1", begun_at=now)
    return Call(
        id=call_id,
        direction=direction,
        line=line,
        agent=agent,
        started_at=now,
        zone=zone,
        script_version=script_version,
        language=language,
        visits=(StepVisit(Step.GREET, now),),
        complaints=(first,),
    )


def put_complaint(call: Call, **changes: object) -> Call:
    """The call with the current complaint changed."""
    changed = replace(call.complaint, **changes)  # type: ignore[arg-type]
    before, after = call.complaints[: call.current], call.complaints[call.current + 1 :]
    return replace(call, complaints=(*before, changed, *after))


def put_promise(call: Call, **changes: object) -> Call:
    """The call with the promise being said changed."""
    drafts = call.complaint.promises or (call.complaint.promise,)
    changed = replace(drafts[-1], **changes)  # type: ignore[arg-type]
    return put_complaint(call, promises=(*drafts[:-1], changed))
