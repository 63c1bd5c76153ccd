"""What the screens look like, letter for letter: wide and narrow, in both languages.

A screen that was meant to change is renewed, and the difference read, by

    pytest tests/tui/test_looks.py --renew-looks
    git diff tests/tui/looks

Beside the letters, each look keeps the rules of every screen: see `assert_in_shape`.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest
from rich.cells import cell_len

from callcentre import i18n
from callcentre.domain.call import Language, Step
from callcentre.domain.places import Place
from callcentre.tui.widgets.bars import KeyBar
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.form_lines import LABEL_CELLS
from tests.support.callers import Caller, to_accept, to_explain, to_promise
from tests.support.desks import NARROW, WIDE
from tests.support.filed import promised
from tests.tui.floor import Floor
from tests.tui.hands import Hands, sitting_at
from tests.tui.on_the_line import a_caller, answering, on_the_line, owe, step_of

Size = tuple[int, int]
LOOKS = Path(__file__).parent / "looks"
SIZES = {"120x40": WIDE, "80x24": NARROW}
BEFORE = (Step.PROMISE, Step.ACCEPT, Step.CLASSIFY, Step.RECORD, Step.CALM, Step.LISTEN, Step.GREET)
AFTER = (Step.MORE_NEEDS, Step.HANG_UP, Step.WRAP_UP)
OWED = {"en": "in 2 h 00", "zh_CN": "剩2小时00分"}
OTHERS = ("sign-in", "queue", "answer", "answer-next", "case", "cases", "keys")

every_size = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
every_language = pytest.mark.parametrize("language", i18n.LANGUAGES)
pytestmark = pytest.mark.usefixtures("spoken")


@pytest.fixture
def spoken(language: str) -> object:
    with i18n.speaking(language):
        yield


class Looks:
    """Compares what is seen with what is kept, or keeps it."""

    def __init__(self, language: str, size: Size, *, renew: bool) -> None:
        self.suffix, self.renew = f"{language}-{size[0]}x{size[1]}", renew

    async def look(self, hands: Hands, name: str, shows: str = "") -> None:
        """Look at the screen once it shows what has to be read first."""
        await hands.until(lambda: shows in hands.text, shows)
        await rest(hands)
        assert_in_shape(hands)
        path = LOOKS / f"{name}-{self.suffix}.txt"
        seen = "\n".join(line.rstrip() for line in hands.text.splitlines()).rstrip() + "\n"
        if self.renew:
            LOOKS.mkdir(exist_ok=True)
            path.write_text(seen, "utf-8")
        assert path.exists(), f"{path.name} is not kept yet; see the top of this file"
        assert seen == path.read_text("utf-8"), path.name


@pytest.fixture
def looks(request: pytest.FixtureRequest, language: str, size: Size) -> Looks:
    return Looks(language, size, renew=request.config.getoption("--renew-looks", default=False))


async def rest(hands: Hands) -> None:
    """What was typed is on the disk, and the top line says so."""
    for _ in range(1000):
        await hands.tick()
        if "○" not in hands.text.splitlines()[0]:
            return
    raise AssertionError(f"not at rest:\n{hands.text}")


def assert_in_shape(hands: Hands) -> None:
    """No line is wider than the screen, the keys are on the last one, and no label is cut."""
    width, height = hands.app.size
    lines = hands.text.split("\n")
    assert len(lines) == height
    assert max(map(cell_len, lines)) <= width
    with hands.app._context():
        [keys] = hands.app.screen.query(KeyBar) or hands.app.screen_stack[-2].query(KeyBar)
        assert keys.region.bottom == height
        forms: Sequence[Form] = list(hands.app.screen.query(Form))
    for form in forms:
        for row in form.rows:
            assert cell_len(row.label) <= LABEL_CELLS, row.label


def the_caller(floor: Floor, language: str) -> Caller:
    """Who speaks what the screens speak, and is owed nothing yet."""
    spoken = Language.EN if language == "en" else Language.ZH
    return a_caller(floor, "now", spoken).put(Place.NOTES, "没送到")


@every_language
@every_size
async def test_every_step_of_a_call(floor: Floor, language: str, size: Size, looks: Looks) -> None:
    """FC-03: from the promise back to the greeting, with somebody else waiting in the queue."""
    owe(floor)
    async with on_the_line(floor, to_promise(the_caller(floor, language)), size) as hands:
        await hands.press("down", "up")
        for step in BEFORE:
            assert step_of(hands) is step
            await looks.look(hands, step.value)
            await hands.press("f3")


@every_language
@every_size
async def test_the_end_of_a_call(floor: Floor, language: str, size: Size, looks: Looks) -> None:
    """LS-14: more needs, goodbye, wrap-up."""
    async with on_the_line(floor, promised(the_caller(floor, language)), size) as hands:
        for step in AFTER:
            assert step_of(hands) is step
            await looks.look(hands, step.value, "" if step is AFTER[0] else OWED[language])
            await hands.press("f2")


@every_language
@every_size
async def test_the_other_ways(floor: Floor, language: str, size: Size, looks: Looks) -> None:
    """PR-10, CL-01: solved on the call, and explained."""
    solving = to_accept(the_caller(floor, language)).put(Place.WAY_ON, "resolve_now").say().next()
    async with on_the_line(floor, solving, size) as hands:
        await looks.look(hands, step_of(hands).value)
        assert step_of(hands) is Step.RESOLVE_NOW
        await hands.press("escape", "2", "f2")
    explaining = to_explain(a_caller(floor, "other", Language(solving.call.language)))
    async with on_the_line(floor, explaining, size) as hands:
        assert step_of(hands) is Step.EXPLAIN
        await looks.look(hands, step_of(hands).value)


@every_language
@every_size
async def test_the_queue_and_a_case(floor: Floor, language: str, size: Size, looks: Looks) -> None:
    """One row late and one soon; the case of the first, the list, and the keys."""
    owe(floor, "first")
    floor.clock.move(minutes=20)
    owe(floor, "second")
    floor.clock.move(hours=1, minutes=45)
    async with floor.desk(floor.lead, size=size) as hands:
        await looks.look(hands, "queue", "TS-260402-001")
        await hands.press("c")
        await looks.look(hands, "case", "TS-260402-001")
        await hands.press("escape", "f3", "enter")
        await looks.look(hands, "cases", "TS-260402-001")
        await hands.press("escape", "f9")
        await looks.look(hands, "keys")


@every_language
@every_size
async def test_an_answer(floor: Floor, language: str, size: Size, looks: Looks) -> None:
    """CS-10, I-07: as it opens, and with the next promise that progress needs."""
    owe(floor)
    floor.clock.move(hours=2)
    async with answering(floor, size) as hands:
        await looks.look(hands, "answer", "TS-260402-001")
        await hands.press("ctrl+o", "ctrl+o")
        await hands.choose("kind", "progress")
        await looks.look(hands, "answer-next")


@every_language
@every_size
async def test_the_door(floor: Floor, language: str, size: Size, looks: Looks) -> None:
    async with sitting_at(floor.app(at_the_door=True), size) as hands:
        await looks.look(hands, "sign-in", "利达物流")


@pytest.mark.parametrize("language", ["en"])
def test_no_look_is_left_over(language: str) -> None:
    """Every file belongs to a screen above."""
    names = {step.value for step in Step} | set(OTHERS)
    suffixes = {f"{code}-{size}" for code in i18n.LANGUAGES for size in SIZES}
    kept = {path.stem for path in LOOKS.glob("*")}
    assert kept <= {f"{name}-{suffix}" for name in names for suffix in suffixes}
