"""Finding a case: type, and Enter."""

from callcentre.domain.places import Place
from callcentre.tui.screens.case import CaseScreen
from callcentre.tui.screens.cases import CasesScreen
from tests.support.filed import file, promised
from tests.tui.floor import Floor
from tests.tui.on_the_line import a_caller


def two_cases(floor: Floor) -> None:
    """Ai's and Bo's."""
    for name in ("Ai", "Bo"):
        file(floor.office, promised(a_caller(floor, name)).put(Place.NAME, name))


async def test_the_only_one_found_is_opened(floor: Floor) -> None:
    """At once, though the list had not caught up with the words yet."""
    two_cases(floor)
    async with floor.desk() as hands:
        await hands.press("f3")
        await hands.rush(*"Bo", "enter")
        await hands.until(lambda: isinstance(hands.app.screen, CaseScreen), "the case")
        assert "TS-260402-002" in hands.text
        assert "Bo" in hands.text


async def test_among_several_the_arrows_choose(floor: Floor) -> None:
    two_cases(floor)
    async with floor.desk() as hands:
        await hands.press("f3", "enter")
        assert isinstance(hands.app.screen, CasesScreen)
        first = hands.table.cursor
        await hands.press("down")
        assert hands.table.cursor != first
        await hands.press("enter")
        assert isinstance(hands.app.screen, CaseScreen)


async def test_nothing_found_is_an_empty_list(floor: Floor) -> None:
    two_cases(floor)
    async with floor.desk() as hands:
        await hands.press("f3")
        await hands.rush(*"nobody", "enter")
        await hands.until(lambda: hands.table.cursor == "", "an empty list")
        assert isinstance(hands.app.screen, CasesScreen)
