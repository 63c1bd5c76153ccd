"""The guided call on the screen: its gates, the way back, what is said and not given."""

import pytest

from callcentre.domain.call import Language, Step
from callcentre.domain.gates import Missing
from callcentre.domain.places import Place
from callcentre.domain.record import CONFIRMED_FIELDS, RecordField
from callcentre.tui.screens.queue import QueueScreen
from tests.support.callers import (
    PLAIN_RECORD,
    to_accept,
    to_calm,
    to_classify,
    to_promise,
    to_record,
)
from tests.support.desks import NARROW
from tests.tui.floor import Floor
from tests.tui.on_the_line import a_caller, on_the_line, step_of


async def test_nothing_is_asked_for_while_the_caller_speaks(floor: Floor) -> None:
    """LS-01: no gate in the greeting or while listening; what will be asked is collected."""
    async with floor.desk() as hands:
        await hands.press("f2", "f2")
        assert step_of(hands) is Step.LISTEN
        assert "Still to ask" not in hands.text
        assert "Ask later" in hands.text
        await hands.press("f2")
        assert step_of(hands) is Step.CALM


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
@pytest.mark.parametrize(
    ("place", "asked"),
    [
        (Place.NAME, Missing.NAME),
        (Place.PHONE, Missing.CONTACT),
        (Place.ADDRESS, Missing.ADDRESS),
        (Place.WAYBILL, Missing.REFERENCE),
        (Place.CRUX, Missing.CRUX),
        (Place.WISH, Missing.WISH),
    ],
)
async def test_a_gate_is_a_gentle_question(
    floor: Floor, language: Language, place: Place, asked: Missing
) -> None:
    """LS-03, CH-08: F2 puts the cursor where something is missing, and the panel says how to
    ask for it in the caller's language."""
    caller = to_record(a_caller(floor, language=language)).fill(PLAIN_RECORD).put(place, "")
    async with on_the_line(floor, caller) as hands:
        await hands.go(Place.ITEMS)
        await hands.press("f2")
        assert (step_of(hands), hands.place) == (Step.RECORD, place)
        assert "Still to ask:" in hands.text
        question = hands.app.scripts.question(language, asked)
        assert question[:24] in hands.text


async def test_the_way_back_is_free(floor: Floor) -> None:
    """FC-03: F3 to the greeting and F2 to where it was; nothing typed is lost."""
    caller = to_promise(a_caller(floor))
    async with on_the_line(floor, caller) as hands:
        before = hands.call.complaint
        steps = [step_of(hands)]
        while step_of(hands) is not Step.GREET:
            await hands.press("f3")
            steps.append(step_of(hands))
        assert hands.written(Place.NAME) == PLAIN_RECORD[Place.NAME]
        assert steps == [
            *(Step.PROMISE, Step.ACCEPT, Step.CLASSIFY, Step.RECORD),
            *(Step.CALM, Step.LISTEN, Step.GREET),
        ]
        await hands.press(*["f2"] * (len(steps) - 1))
        assert step_of(hands) is Step.PROMISE
        assert hands.call.complaint.record == before.record
        assert hands.call.complaint.classification == before.classification


async def test_a_corrected_number_is_read_back_again(floor: Floor) -> None:
    """LS-04, RC-03: "said" confirms the four fields; an edited one falls and keeps the gate."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await hands.fill(PLAIN_RECORD)
        await hands.press("f2")
        assert step_of(hands) is Step.RECORD
        await hands.press("ctrl+o")
        assert hands.text.count("✓ confirmed") == len(CONFIRMED_FIELDS)
        await hands.put(Place.PHONE, "13900000002")
        assert hands.text.count("✓ confirmed") == len(CONFIRMED_FIELDS) - 1
        await hands.press("f2")
        assert step_of(hands) is Step.RECORD
        await hands.press("ctrl+o", "f2")
        assert step_of(hands) is Step.CLASSIFY


async def test_the_paragraph_read_back_is_the_record(floor: Floor) -> None:
    """LS-04: once nothing else is missing, the panel reads the record itself."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await hands.fill({**PLAIN_RECORD, Place.WISH: "come today"})
        assert "What you'd like: come today" in hands.text


async def test_apology_and_thanks_are_counted(floor: Floor) -> None:
    """LS-05, LS-06: the calming is not left without them, and again is counted again."""
    async with on_the_line(floor, to_calm(a_caller(floor))) as hands:
        await hands.press("f2")
        assert step_of(hands) is Step.CALM
        await hands.press("ctrl+o", "ctrl+o")
        assert "apologies 2 · thanks ✓" in hands.text
        await hands.press("f2")
        assert step_of(hands) is Step.RECORD


async def test_what_the_caller_does_not_give(floor: Floor) -> None:
    """RC-01: ^B notes "asked, not given", which counts as answered, and takes it back."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await hands.fill({**PLAIN_RECORD, Place.ADDRESS: ""})
        await hands.go(Place.ADDRESS)
        await hands.press("ctrl+b")
        assert "not given" in hands.text
        assert hands.call.complaint.record.declined == {RecordField.ADDRESS}
        await hands.press("ctrl+b")
        assert "not given" not in hands.text
        await hands.press("ctrl+b", "ctrl+o", "f2")
        assert step_of(hands) is Step.CLASSIFY


async def test_the_content_is_always_needed(floor: Floor) -> None:
    """RC-01: what happened cannot be declined."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await hands.fill({**PLAIN_RECORD, Place.CONTENT: ""})
        await hands.go(Place.CONTENT)
        await hands.press("ctrl+b", "ctrl+o", "f2")
        assert step_of(hands) is Step.RECORD
        assert hands.place == Place.CONTENT


async def test_another_language_keeps_every_word(floor: Floor) -> None:
    """CH-08: ^G changes the sentences at once; the record and the cursor stay."""
    caller = to_record(a_caller(floor)).fill({Place.CRUX: "late"})
    async with on_the_line(floor, caller) as hands:
        record, place = hands.call.complaint.record, hands.place
        seen, dialects = set(), list(hands.app.scripts.dialects)
        for _ in range(len(Language) - 1 + len(dialects)):
            await hands.press("ctrl+g")
            question = hands.app.scripts.question(hands.call.language, Missing.NAME)
            in_dialect = hands.call.language is Language.DIALECT
            seen.add(hands.call.dialect if in_dialect else hands.call.language)
            assert question[:24] in hands.text
            assert (hands.call.complaint.record, hands.place) == (record, place)
        assert seen == {Language.ZH, Language.EN, *dialects}


async def test_one_key_a_line_classifies(floor: Floor) -> None:
    """CL-03, CL-05, CL-09, CL-12: the choice's key sets it and goes to the next line."""
    async with on_the_line(floor, to_classify(a_caller(floor))) as hands:
        await hands.press("1")
        assert hands.place == Place.CAUSE
        await hands.press("4", "4", "1")
        c = hands.call.complaint.classification
        assert (c.category, c.cause, c.impact, c.loss) == (
            *("delay", "dispatch", "below_expectation", "none"),
        )
        await hands.press("f2")
        assert step_of(hands) is Step.ACCEPT


async def test_an_agent_does_not_lower_the_severity(floor: Floor) -> None:
    """CL-09: agents raise, only leads lower; the refusal is told and the choice stays."""
    async with on_the_line(floor, to_accept(a_caller(floor))) as hands:
        await hands.press("f3")
        await hands.choose(Place.SEVERITY, "ordinary")
        assert hands.toasts == ["Only a team lead may lower the severity."]
        await hands.choose(Place.SEVERITY, "serious")
        assert hands.call.complaint.classification.severity == "serious"


async def test_an_enquiry_needs_its_topic_and_answer(floor: Floor) -> None:
    """CH-05: what is no complaint ends after the greeting and leaves no case."""
    async with floor.desk() as hands:
        await hands.press("f2")
        await hands.choose(Place.CONTACT_KIND, "enquiry")
        await hands.press("f2", "f2")
        assert (step_of(hands), hands.place) == (Step.WRAP_UP, Place.ENQUIRY_TOPIC)
        await hands.fill({Place.ENQUIRY_TOPIC: "opening hours", Place.ENQUIRY_ANSWER: "8 to 8"})
        await hands.press("f2")
        assert isinstance(hands.app.screen, QueueScreen)
        assert hands.table.cursor == ""


async def test_arrows_leave_a_field_of_several_lines_at_its_ends(floor: Floor) -> None:
    """4.5: nobody is held in the content; inside it the arrows move among its lines."""
    caller = to_record(a_caller(floor))
    async with on_the_line(floor, caller) as hands:
        await hands.put(Place.CONTENT, "a long story " * 9)
        await hands.go(Place.CONTENT)
        seen = []
        for key in ("down", "down", "down", "up", "up", "up", "up"):
            await hands.press(key)
            seen.append(hands.place)
        assert seen == [
            *(Place.CONTENT, Place.CONTENT, Place.CRUX),
            *(Place.CONTENT, Place.CONTENT, Place.CONTENT, Place.WAYBILL),
        ]


async def test_a_long_sentence_is_read_to_its_end(floor: Floor) -> None:
    """RC-07: the whole paragraph is read back, however long it is."""
    async with on_the_line(floor, to_record(a_caller(floor))) as hands:
        await hands.fill({**PLAIN_RECORD, Place.CONTENT: "it went here and there " * 20})
        assert "What you'd like" not in hands.text
        assert "PgDn reads on" in hands.text
        await hands.press("pagedown", "pagedown", "pagedown")
        assert "What you'd like" in hands.text
        await hands.press("pageup", "pageup", "pageup")
        assert "What you'd like" not in hands.text


async def test_help_is_named_on_a_small_screen_too(floor: Floor) -> None:
    async with on_the_line(floor, to_record(a_caller(floor)), NARROW) as hands:
        assert "F9 Keys" in hands.text.splitlines()[-1]
