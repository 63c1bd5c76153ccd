"""Fingers are faster than the program: whatever is typed ahead goes where it belongs (4.5)."""

import pytest

from callcentre.domain.call import Call, Step
from callcentre.domain.record import Record
from tests.support.filed import owed
from tests.tui.floor import Floor
from tests.tui.hands import Hands
from tests.tui.on_the_line import step_of

PIECES = [
    ["f2", *"Li", "enter", *"13900000001", "f2"],
    [*"late again", "f7", "f2", "ctrl+o", "f2"],
    [*"1 Road", "enter", *"LD1", "enter", "enter", *"late", "enter", *"a date"],
    ["ctrl+o", "f2", "1", "4", "4", "1", "f2"],
    ["ctrl+o", "f2", "2", *"not scanned", "ctrl+o", "f2"],
]
WHOLE = [key for piece in PIECES for key in piece]


async def take(hands: Hands, bursts: list[list[str]]) -> Call:
    for burst in bursts:
        await hands.rush(*burst)
    return hands.call


@pytest.mark.parametrize("bursts", [PIECES, [WHOLE]], ids=["a step at a time", "all at once"])
async def test_a_call_typed_ahead_is_the_call_that_was_meant(
    floor: Floor, bursts: list[list[str]]
) -> None:
    async with floor.desk() as hands:
        call = await take(hands, bursts)
        assert call.step is Step.MORE_NEEDS
        assert call.notes == "late again"
        said = call.complaint.record
        assert said == Record(
            name="Li",
            phone="13900000001",
            address="1 Road",
            waybill="LD1",
            content=said.content,
            crux="late",
            wish="a date",
            confirmed=said.confirmed,
            declined=said.declined,
        )
        assert call.complaint.promise.reason == "not scanned"
    assert [row.whom for row in owed(floor.office)] == ["Li"]


async def test_a_choice_and_the_next_step_pressed_together(floor: Floor) -> None:
    """The choice counts before the step is looked at."""
    async with floor.desk() as hands:
        await take(hands, PIECES[:3])
        await hands.rush("ctrl+o", "f2", "1", "4", "4", "1")
        assert step_of(hands) is Step.CLASSIFY
        await hands.rush("f2")
        assert step_of(hands) is Step.ACCEPT
