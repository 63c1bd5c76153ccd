"""The phone script: which sentence is said, and how its slots are filled (LS-11, 4)."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from callcentre.domain.call import Language, Signal, Step, put_complaint
from callcentre.domain.category import Category, ErrorCode, Side
from callcentre.domain.classification import (
    Classification,
    CustomerType,
    Dissatisfaction,
    InvalidReason,
)
from callcentre.domain.contact import Direction
from callcentre.domain.gates import Missing
from callcentre.domain.places import Place
from callcentre.domain.record import RecordField
from callcentre.domain.script import (
    UNFILLED,
    Advice,
    Binding,
    Circumstance,
    Mood,
    Phrase,
    Prompt,
    Scene,
    Script,
    Scripts,
    Slot,
    call_read_back,
    fill,
    mood_of,
    prompt,
    read_back,
    scene_of,
    unknown_slots,
)
from tests.support.callers import PLAIN_RECORD, Caller, to_record
from tests.support.texts import any_text

CALM = Mood(0, CustomerType.UNKNOWN, frozenset())
LATE, FAULT = Circumstance.OVERDUE_PROMISE, Circumstance.OUR_FAULT


def say(text: str, *when: Circumstance, anger: tuple[int, ...] = (), types: str = "") -> Phrase:
    kinds = frozenset({CustomerType(types)}) if types else frozenset()
    return Phrase(Scene.GREET, text, Binding(frozenset(anger), kinds, frozenset(when)))


def a_script(*phrases: Phrase, language: Language = Language.ZH, **parts: object) -> Script:
    plain: dict[str, object] = {"language": language, "name": language.value, "version": "1"}
    return Script(**{**plain, "phrases": phrases, **parts})  # type: ignore[arg-type]


def scripts_of(zh: Script, *dialects: Script) -> Scripts:
    english = a_script(language=Language.EN)
    return Scripts({Language.ZH: zh, Language.EN: english}, {d.name: d for d in dialects})


def greeting(
    scripts: Scripts, mood: Mood = CALM, language: Language = Language.ZH, dialect: str = ""
) -> Prompt:
    return prompt(scripts, Scene.GREET, language, dialect, mood, {})


class TestChoosing:
    BOUND = (
        say("plain"),
        say("angry", anger=(2, 3)),
        say("loyal", types="loyal"),
        say("loyal and angry", anger=(2,), types="loyal"),
        say("late", LATE),
        say("late by our fault", LATE, FAULT),
    )

    @pytest.mark.parametrize(
        ("anger", "kind", "when", "said"),
        [
            (0, "unknown", (), "plain"),
            (3, "unknown", (), "angry"),
            (1, "unknown", (), "plain"),
            (0, "loyal", (), "loyal"),
            (3, "loyal", (), "loyal"),
            (2, "loyal", (), "loyal and angry"),
            (2, "loyal", (LATE,), "late"),
            (0, "unknown", (FAULT,), "plain"),
            (3, "victim", (LATE, FAULT), "late by our fault"),
        ],
    )
    def test_the_most_closely_bound_that_fits_comes_first(
        self, anger: int, kind: str, when: tuple[Circumstance, ...], said: str
    ) -> None:
        """LS-02, LS-11: raising the anger changes the words at once."""
        mood = Mood(anger, CustomerType(kind), frozenset(when))
        assert greeting(scripts_of(a_script(*self.BOUND)), mood).say[0] == said

    def test_two_more_that_fit_are_offered_below_it(self) -> None:
        mood = Mood(2, CustomerType.LOYAL, frozenset({LATE}))
        shown = greeting(scripts_of(a_script(*self.BOUND)), mood).say
        assert shown == ("late", "loyal and angry", "loyal")

    def test_of_equals_the_one_written_first_is_meant(self) -> None:
        assert greeting(scripts_of(a_script(say("one"), say("two")))).say == ("one", "two")

    def test_only_its_own_scene_is_heard(self) -> None:
        other = Phrase(Scene.HANG_UP, "goodbye")
        assert greeting(scripts_of(a_script(other, say("hello")))).say == ("hello",)

    def test_advice_is_chosen_the_same_way(self) -> None:
        plain = Advice(Scene.GREET, do=("name yourself",), avoid=("rushing",))
        late = Advice(Scene.GREET, do=("apologise",), bound=Binding(when=frozenset({LATE})))
        scripts = scripts_of(a_script(say("x"), advice=(plain, late)))
        assert greeting(scripts).do == ("name yourself",)
        late_mood = Mood(0, CustomerType.UNKNOWN, frozenset({LATE}))
        shown = greeting(scripts, late_mood)
        assert (shown.do, shown.avoid) == (("apologise", "name yourself"), ("rushing",))

    @given(st.lists(st.sampled_from(BOUND), min_size=1, max_size=6, unique=True))
    def test_what_does_not_fit_is_never_said(self, phrases: list[Phrase]) -> None:
        mood = Mood(1, CustomerType.LOYAL, frozenset({LATE}))
        shown = greeting(scripts_of(a_script(*phrases)), mood).say
        assert set(shown) <= {p.say for p in phrases if p.bound.fits(mood)}


class TestFilling:
    def test_a_slot_is_filled_and_an_empty_one_is_a_gap(self) -> None:
        filled = fill("{agent} calls {customer} at {time}", {Slot.AGENT: "张同", Slot.TIME: ""})
        assert filled == f"张同 calls {UNFILLED} at {UNFILLED}"

    @given(any_text)
    def test_what_a_caller_says_is_never_read_as_a_slot(self, words: str) -> None:
        """Design 3.7: text from outside is data."""
        assert fill("“{content}”", {Slot.CONTENT: words}) == f"“{words or UNFILLED}”"

    def test_braces_in_his_words_stay_braces(self) -> None:
        values = {Slot.CONTENT: "{agent} {} {unknown}", Slot.AGENT: "张同"}
        assert fill("{content}/{agent}", values) == "{agent} {} {unknown}/张同"

    @pytest.mark.parametrize(
        ("sentence", "typed", "said"),
        [
            ("What happened: {content}.", "It is in Hub X.", "What happened: It is in Hub X."),
            ("What happened: {content}.", "It is in Hub X", "What happened: It is in Hub X."),
            ("还没完，因为{content}。", "仓库没回。", "还没完，因为仓库没回。"),
            ("因为{content}，我再打。", "仓库没回。", "因为仓库没回，我再打。"),
            ("So {content}.", "…", "So …."),
            ("“{content}” she said.", "It is there.", "“It is there.” she said."),
            ("{content}, you said.", "Lida Co.", "Lida Co., you said."),
            ("{content}.", ".", ".."),
        ],
    )
    def test_a_stop_is_not_said_twice(self, sentence: str, typed: str, said: str) -> None:
        assert fill(sentence, {Slot.CONTENT: typed}) == said

    def test_names_nothing_can_fill_are_found(self) -> None:
        assert unknown_slots("{agent} {name} {} {time}") == ("name", "")


class TestReadingBack:
    PARTS = {  # noqa: RUF012 - read only
        "opening": "我念一遍。",
        "customer": "您是{customer}。",
        "address": "地址{address}。",
        "phone": "电话{phone}。",
        "closing": "对吗？",
    }

    def test_what_was_taken_down_is_one_paragraph_ending_in_a_question(self) -> None:
        """LS-04."""
        scripts = scripts_of(a_script(read_back=self.PARTS))
        values = {Slot.CUSTOMER: "李先生", Slot.PHONE: "139"}
        said = read_back(scripts, Language.ZH, "", values)
        assert said == "我念一遍。您是李先生。电话139。对吗？"

    def test_a_dialect_without_one_borrows_it(self) -> None:
        dialect = a_script(language=Language.DIALECT, name="四川话")
        scripts = scripts_of(a_script(read_back=self.PARTS), dialect)
        assert read_back(scripts, Language.DIALECT, "四川话", {}) == "我念一遍。对吗？"

    def test_a_dialect_with_half_of_one_borrows_the_other_half(self) -> None:
        """LS-04: what is not read out cannot be confirmed."""
        dialect = a_script(
            language=Language.DIALECT, name="四川话", read_back={"closing": "对头不？"}
        )
        scripts = scripts_of(a_script(read_back=self.PARTS), dialect)
        said = read_back(scripts, Language.DIALECT, "四川话", {Slot.ADDRESS: "成都"})
        assert said == "我念一遍。地址成都。对头不？"

    def test_the_call_shows_it_once_nothing_else_is_missing(self, caller: Caller) -> None:
        """LS-04: the same moment from which "said" confirms."""
        scripts = scripts_of(a_script(read_back=self.PARTS))
        to_record(caller).fill({**PLAIN_RECORD, Place.WISH: ""})
        assert call_read_back(scripts, caller.call, {}) == ""
        caller.put(Place.WISH, "退款")
        assert call_read_back(scripts, caller.call, {}) == (
            "我念一遍。您是李先生。地址上海市浦东新区世纪大道1号。电话13900000001。对吗？"
        )
        assert call_read_back(scripts, caller.say().next().call, {}) == ""

    def test_it_reads_what_is_in_the_record(self, caller: Caller) -> None:
        """LS-04: not the number that was asked for the call back, nor a name from before."""
        scripts = scripts_of(a_script(read_back=self.PARTS))
        to_record(caller).fill({**PLAIN_RECORD, Place.NAME: ""}).decline(RecordField.NAME)
        elsewhere = {Slot.PHONE: "13800000000", Slot.CUSTOMER: "王女士"}
        said = call_read_back(scripts, caller.call, elsewhere)
        assert "13900000001" in said
        assert "13800000000" not in said
        assert "王女士" not in said


class TestDialects:
    """4.5: a missing dialect, or a missing part of one, falls back to Mandarin and says so."""

    SICHUAN = a_script(say("这儿是"), language=Language.DIALECT, name="四川话")
    MANDARIN = a_script(
        say("您好"),
        Phrase(Scene.HANG_UP, "再见"),
        name="普通话",
        goals={Scene.GREET: "问候"},
        questions={Missing.NAME: "怎么称呼？"},
        words={"process": "核实"},
    )
    SCRIPTS = scripts_of(MANDARIN, SICHUAN)

    @pytest.mark.parametrize("typed", ["四川话", " 四川话 "])
    def test_its_own_words_come_first(self, typed: str) -> None:
        shown = greeting(self.SCRIPTS, language=Language.DIALECT, dialect=typed)
        assert (shown.say, shown.borrowed_from) == (("这儿是",), "")

    def test_a_scene_it_lacks_is_said_in_mandarin_and_the_agent_told(self) -> None:
        shown = prompt(self.SCRIPTS, Scene.HANG_UP, Language.DIALECT, "四川话", CALM, {})
        assert (shown.say, shown.borrowed_from) == (("再见",), "普通话")

    def test_so_is_everything_in_a_dialect_nobody_wrote(self) -> None:
        shown = greeting(self.SCRIPTS, language=Language.DIALECT, dialect="上海话")
        assert (shown.say, shown.borrowed_from) == (("您好",), "普通话")

    def test_goals_and_questions_are_the_mandarin_ones(self) -> None:
        assert greeting(self.SCRIPTS, language=Language.DIALECT, dialect="四川话").goal == "问候"
        assert self.SCRIPTS.question(Language.DIALECT, Missing.NAME) == "怎么称呼？"
        assert self.SCRIPTS.word(Language.DIALECT, "process") == "核实"
        assert self.SCRIPTS.question(Language.EN, Missing.NAME) == ""

    def test_mandarin_itself_borrows_nothing(self) -> None:
        assert greeting(self.SCRIPTS).borrowed_from == ""

    def test_the_version_names_every_script(self) -> None:
        """AN-09."""
        assert self.SCRIPTS.version == "普通话:1 en:1 四川话:1"


SHOWN_BY: list[tuple[Circumstance, dict[str, object]]] = [
    (Circumstance.OUR_FAULT, {"side": Side.OPERATIONS}),
    (Circumstance.OUR_FAULT, {"side": Side.SALES}),
    (Circumstance.OTHER_PARTY, {"side": Side.SUPPLIER_CARRIER}),
    (Circumstance.OTHER_PARTY, {"side": Side.AGENT}),
    (Circumstance.OTHER_PARTY, {"side": Side.OTHER_DEPARTMENT}),
    (Circumstance.OWN_ERROR, {"side": Side.CUSTOMER_SELF}),
    (Circumstance.FORCE_MAJEURE, {"side": Side.FORCE_MAJEURE}),
    (Circumstance.BEYOND_CAPABILITY, {"error_code": ErrorCode.DEMAND_BEYOND_CAPABILITY}),
    (Circumstance.EXAGGERATION, {"suspected_exaggeration": True}),
    (Circumstance.HIDDEN, {"dissatisfaction": Dissatisfaction.HIDDEN}),
    (Circumstance.ATTITUDE, {"category": Category.ATTITUDE}),
    (Circumstance.NOT_OURS, {"validity_reason": InvalidReason.NOT_OUR_SHIPMENT}),
]


class TestMood:
    @pytest.mark.parametrize(("circumstance", "classes"), SHOWN_BY)
    def test_the_record_shows_what_changes_the_words(
        self, caller: Caller, circumstance: Circumstance, classes: dict[str, object]
    ) -> None:
        """4.4."""
        classified = Classification(**classes)  # type: ignore[arg-type]
        call = put_complaint(caller.call, classification=classified)
        assert mood_of(call).circumstances == {circumstance}

    def test_a_threat_and_a_call_of_ours_do_too(self, caller: Caller) -> None:
        """CH-03, CH-09."""
        call = replace(caller.call, signals=frozenset({Signal.THREAT}), direction=Direction.OUT)
        assert mood_of(call).circumstances == {Circumstance.THREAT, Circumstance.OUTBOUND}

    def test_a_plain_call_has_no_circumstances(self, caller: Caller) -> None:
        assert mood_of(caller.call) == Mood(0, CustomerType.UNKNOWN, frozenset())

    def test_what_the_caller_card_knows_is_added(self, caller: Caller) -> None:
        mood = mood_of(caller.anger(2).call, frozenset({LATE}))
        assert (mood.anger, mood.circumstances) == (2, frozenset({LATE}))


@pytest.mark.parametrize("step", Step)
def test_every_step_is_a_scene(step: Step) -> None:
    assert scene_of(step).value == step.value
