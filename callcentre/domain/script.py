"""The phone script: what to say, do and avoid, as data (LS-11, requirements 4).

A script is one language. A phrase may be bound to anger levels, customer types and
circumstances; the most closely bound one that fits is the sentence to say. A dialect script
may be thin: what it lacks is said in Mandarin, and the agent is told so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from callcentre.domain.call import Call, Language, Signal, Step
from callcentre.domain.category import Category, ErrorCode, Side
from callcentre.domain.classification import CustomerType, Dissatisfaction
from callcentre.domain.gates import Missing, reads_back


class Scene(StrEnum):
    """Where a phrase is spoken: the steps of a call, and the parts of an answer."""

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
    ANSWER_OPEN = "answer_open"
    ANSWER_RESULT = "answer_result"
    ANSWER_PROGRESS = "answer_progress"
    ANSWER_NO_PROGRESS = "answer_no_progress"
    RETURN_VISIT = "return_visit"


class Circumstance(StrEnum):
    """What changes the words (4.4), and two things the caller card knows."""

    OVERDUE_PROMISE = "overdue_promise"
    OPEN_PROMISE = "open_promise"
    OUR_FAULT = "our_fault"
    OTHER_PARTY = "other_party"
    OWN_ERROR = "own_error"
    FORCE_MAJEURE = "force_majeure"
    BEYOND_CAPABILITY = "beyond_capability"
    EXAGGERATION = "exaggeration"
    HIDDEN = "hidden"
    ATTITUDE = "attitude"
    THREAT = "threat"
    OUTBOUND = "outbound"
    LATE = "late"
    NOT_OURS = "not_ours"


class Slot(StrEnum):
    """What a phrase may have filled in; the value is the name between the braces."""

    COMPANY = "company"
    AGENT = "agent"
    CUSTOMER = "customer"
    NUMBER = "number"
    TIME = "time"
    PHONE = "phone"
    ADDRESS = "address"
    CONTENT = "content"
    CRUX = "crux"
    WISH = "wish"
    WAYBILL = "waybill"
    REASON = "reason"
    PROCESS = "process"
    FACT = "fact"
    TERMS = "terms"
    HELP = "help"
    SOLUTION = "solution"
    OTHER_PARTY = "other_party"
    OLD_TIME = "old_time"
    DONE = "done"
    CAUSE = "cause"


UNFILLED = "……"
_SLOT = re.compile(r"\{([a-z_]*)\}")
_STOPS = ".。；;，"
_AFTER_STOP = frozenset(".;!?。，；！？")


@dataclass(frozen=True, slots=True)
class Binding:
    """When something is said: empty means always. `weight` is how closely it is bound."""

    anger: frozenset[int] = frozenset()
    types: frozenset[CustomerType] = frozenset()
    when: frozenset[Circumstance] = frozenset()

    @property
    def weight(self) -> int:
        return 4 * len(self.when) + 2 * bool(self.types) + bool(self.anger)

    def fits(self, mood: "Mood") -> bool:
        return (
            (not self.anger or mood.anger in self.anger)
            and (not self.types or mood.customer_type in self.types)
            and self.when <= mood.circumstances
        )


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence to say in a scene, with `{slots}`."""

    scene: Scene
    say: str
    bound: Binding = Binding()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do and to avoid in a scene, each one short line."""

    scene: Scene
    do: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    bound: Binding = Binding()


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A language's script. `version` is stored with every call that used it (AN-09)."""

    language: Language
    name: str
    version: str
    phrases: tuple[Phrase, ...] = ()
    advice: tuple[Advice, ...] = ()
    goals: Mapping[Scene, str] = field(default_factory=dict)
    questions: Mapping[Missing, str] = field(default_factory=dict)
    read_back: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mood:
    """What the choice of words depends on."""

    anger: int
    customer_type: CustomerType
    circumstances: frozenset[Circumstance]


@dataclass(frozen=True, slots=True)
class Prompt:
    """What stands before the agent: the sentence to say first, then others that fit.

    `borrowed_from` names the language that lent the sentence, when a dialect had none.
    """

    goal: str
    say: tuple[str, ...]
    do: tuple[str, ...]
    avoid: tuple[str, ...]
    borrowed_from: str = ""


@dataclass(frozen=True, slots=True)
class Scripts:
    """Every script of the centre: one for each language, and the dialects by name."""

    by_language: Mapping[Language, Script]
    dialects: Mapping[str, Script] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """What a call stores: the versions of all scripts it may have used."""
        everyone = (*self.by_language.values(), *self.dialects.values())
        return " ".join(f"{s.name}:{s.version}" for s in everyone)

    def of(self, language: Language, dialect: str = "") -> tuple[Script, Script | None]:
        """The script to speak, and the one that lends what it lacks."""
        if language is not Language.DIALECT:
            return self.by_language[language], None
        mandarin = self.by_language[Language.ZH]
        spoken = self.dialects.get(dialect.strip())
        return (spoken, mandarin) if spoken else (mandarin, mandarin)

    def question(self, language: Language, missing: Missing) -> str:
        """The gentle question for something missing (LS-03)."""
        script = self.by_language[Language.EN if language is Language.EN else Language.ZH]
        return script.questions.get(missing, "")

    def word(self, language: Language, name: str) -> str:
        """A small word of the caller's language, such as the one for "number follows"."""
        script = self.by_language[Language.EN if language is Language.EN else Language.ZH]
        return script.words.get(name, "")


# The paragraph read back is put together from these, in this order; a part whose slot has
# nothing in it is left out (LS-04).
READ_BACK = ("opening", "customer", "address", "phone", "waybill", "content", "wish", "closing")
OTHER_SENTENCES = 2


def read_back(
    scripts: Scripts, language: Language, dialect: str, values: Mapping[Slot, str]
) -> str:
    """What was taken down, as one paragraph to say, ending in a question. A part that a
    dialect lacks is said in Mandarin: what is not read out cannot be confirmed."""
    script, lender = scripts.of(language, dialect)
    parts = {**(lender or script).read_back, **script.read_back}
    return "".join(
        fill(parts[part], values) for part in READ_BACK if part in parts and _sayable(part, values)
    )


def call_read_back(scripts: Scripts, call: Call, values: Mapping[Slot, str]) -> str:
    """The paragraph as the record step shows it, or nothing while it asks for something else.
    The fields that its "yes" confirms are read from the record itself."""
    if not reads_back(call):
        return ""
    record = call.complaint.record
    confirmed = {
        Slot.CUSTOMER: record.name,
        Slot.ADDRESS: record.address,
        Slot.PHONE: record.contact,
        Slot.CONTENT: record.content,
    }
    return read_back(scripts, call.language, call.dialect, {**values, **confirmed})


def _sayable(part: str, values: Mapping[Slot, str]) -> bool:
    slots = {slot.value for slot in Slot}
    return part not in slots or bool(values.get(Slot(part)))


def prompt(
    scripts: Scripts,
    scene: Scene,
    language: Language,
    dialect: str,
    mood: Mood,
    values: Mapping[Slot, str],
) -> Prompt:
    """The words for a scene in a mood, filled in. A slot without a value shows as a gap."""
    script, lender = scripts.of(language, dialect)
    sentences, lent = _fitting(script, scene, mood), False
    if not sentences and lender is not None:
        sentences, lent = _fitting(lender, scene, mood), True
    borrowed = lender is not None and (lent or script is lender)
    advising = script if script.advice else (lender or script)
    advice = sorted(
        (a for a in advising.advice if a.scene is scene and a.bound.fits(mood)),
        key=lambda a: -a.bound.weight,
    )
    goals = script.goals if scene in script.goals else (lender or script).goals
    return Prompt(
        goal=goals.get(scene, ""),
        say=tuple(fill(sentence, values) for sentence in sentences[: 1 + OTHER_SENTENCES]),
        do=tuple(line for a in advice for line in a.do),
        avoid=tuple(line for a in advice for line in a.avoid),
        borrowed_from=lender.name if borrowed and lender else "",
    )


def _fitting(script: Script, scene: Scene, mood: Mood) -> list[str]:
    fitting = [p for p in script.phrases if p.scene is scene and p.bound.fits(mood)]
    return [p.say for p in sorted(fitting, key=lambda p: -p.bound.weight)]


def fill(sentence: str, values: Mapping[Slot, str]) -> str:
    """Put values in the slots. Values are data: a brace in one stays a brace. Where the
    sentence has a stop after the slot, one that the agent typed is not said twice."""

    def put(found: re.Match[str]) -> str:
        value = values.get(Slot(found[1]), "")
        stops = _STOPS if sentence[found.end() : found.end() + 1] in _AFTER_STOP else ""
        return value.rstrip(stops) if value.strip(stops) else value or UNFILLED

    return _SLOT.sub(put, sentence)


def unknown_slots(sentence: str) -> tuple[str, ...]:
    """The names between braces that nothing can fill."""
    known = {slot.value for slot in Slot}
    return tuple(name for name in _SLOT.findall(sentence) if name not in known)


def mood_of(call: Call, known: frozenset[Circumstance] = frozenset()) -> Mood:
    """The mood of a call: anger, type, and the circumstances its record shows."""
    c = call.complaint.classification
    shown = {circumstance for circumstance, test in _SHOWN.items() if test(call)}
    return Mood(
        anger=call.anger_level or 0,
        customer_type=c.customer_type or CustomerType.UNKNOWN,
        circumstances=frozenset(shown) | known,
    )


def _side(*sides: Side) -> Callable[[Call], bool]:
    return lambda call: call.complaint.classification.side in sides


_SHOWN: dict[Circumstance, Callable[[Call], bool]] = {
    Circumstance.OUR_FAULT: _side(Side.OPERATIONS, Side.SALES),
    Circumstance.OTHER_PARTY: _side(Side.SUPPLIER_CARRIER, Side.AGENT, Side.OTHER_DEPARTMENT),
    Circumstance.OWN_ERROR: _side(Side.CUSTOMER_SELF),
    Circumstance.FORCE_MAJEURE: _side(Side.FORCE_MAJEURE),
    Circumstance.BEYOND_CAPABILITY: lambda call: (
        call.complaint.classification.error_code is ErrorCode.DEMAND_BEYOND_CAPABILITY
    ),
    Circumstance.EXAGGERATION: lambda call: call.complaint.classification.suspected_exaggeration,
    Circumstance.HIDDEN: lambda call: (
        call.complaint.classification.dissatisfaction is Dissatisfaction.HIDDEN
    ),
    Circumstance.ATTITUDE: lambda call: call.complaint.classification.category is Category.ATTITUDE,
    Circumstance.THREAT: lambda call: Signal.THREAT in call.signals,
    Circumstance.OUTBOUND: lambda call: call.direction.value == "out",
    Circumstance.NOT_OURS: lambda call: (
        call.complaint.classification.validity_reason is not None
        and call.complaint.classification.validity_reason.value == "not_our_shipment"
    ),
}


def scene_of(step: Step) -> Scene:
    """Each step of a call is a scene of the script."""
    return Scene(step.value)
