"""The first start: the centre's name, clock and line, and its first lead. Then it is ready."""

from zoneinfo import available_timezones

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Center, Middle, Vertical
from textual.widgets import Static
from tzlocal import get_localzone_name

from callcentre.errors import CallCentreError
from callcentre.i18n import _
from callcentre.services.founding import centre_of, found_centre
from callcentre.services.new_centre import new_centre
from callcentre.tui.base import DeskScreen
from callcentre.tui.desk import Session
from callcentre.tui.render import content, paragraph
from callcentre.tui.widgets.bars import KeyBar, TopBar
from callcentre.tui.widgets.form import Form
from callcentre.tui.widgets.rows import Row, TextRow
from callcentre.wording.refusals import in_words


class FirstStartScreen(DeskScreen[Session]):
    """Five answers make a centre."""

    HINTS = ("any.help", "any.quit")
    DEFAULT_CSS = """
    FirstStartScreen .box {
        width: 76; max-width: 98%; height: auto; border: round $primary; padding: 1 2;
    }
    FirstStartScreen Form { height: auto; }
    FirstStartScreen Form > #rows { height: auto; }
    FirstStartScreen Form > #options { height: 3; }
    FirstStartScreen #word { height: auto; min-height: 2; }
    """

    def compose(self) -> ComposeResult:
        yield TopBar()
        with Middle(), Center(), Vertical(classes="box") as box:
            box.border_title = content(_("A new centre"))
            yield Form(self._rows())
            yield Static(
                paragraph(_("Enter goes on; in the last line it makes the centre."), "$text-muted"),
                id="word",
            )
        yield KeyBar()

    def _rows(self) -> tuple[Row, ...]:
        return (
            TextRow(
                place="name",
                label=_("Centre"),
                value="",
                hint=_("The company's name, as it is said on the telephone."),
            ),
            TextRow(
                place="zone",
                label=_("Time zone"),
                value=_here(),
                suggested=True,
                hint=_("For example Asia/Shanghai. It also sets country and holidays."),
            ),
            TextRow(
                place="line", label=_("Hotline"), value="", hint=_("The number customers call.")
            ),
            TextRow(
                place="lead",
                label=_("First lead"),
                value="",
                hint=_("Your name, as customers hear it."),
            ),
            TextRow(
                place="passphrase",
                label=_("Passphrase"),
                value="",
                secret=True,
                hint=_("At least 8 characters."),
            ),
            TextRow(
                place="again",
                label=_("Once more"),
                value="",
                secret=True,
                hint=_("The same again."),
            ),
        )

    async def begin(self) -> None:
        self.query_one(Form).focus_first()

    @on(Form.Ended)
    async def _enter(self) -> None:
        self._found(await self.query_one(Form).written())

    @work(exclusive=True, group="found", exit_on_error=False)
    async def _found(self, a: dict[str, str]) -> None:
        if a["passphrase"] != a["again"]:
            self._say(_("The two passphrases differ."))
            return
        try:
            centre = new_centre(a["name"], _zone(a["zone"]), a["line"])
            lead = await self.app.desk.write(found_centre, centre, a["lead"], a["passphrase"])
            stored = await self.app.desk.run(centre_of)
        except CallCentreError as error:
            self._say(in_words(error))
            return
        self.dismiss(Session(lead, stored or centre))

    def _say(self, text: str) -> None:
        self.query_one("#word", Static).update(paragraph(text, "$error"))


def _zone(typed: str) -> str:
    """The zone that was meant: its name in whatever case, or its city when only one has it."""
    wanted = typed.strip().casefold().replace(" ", "_")
    zones = [zone for zone in available_timezones() if "/" in zone]
    by_name = {zone.casefold(): zone for zone in zones}
    by_city = [zone for zone in zones if zone.casefold().rpartition("/")[2] == wanted]
    return by_name.get(wanted) or (by_city[0] if len(by_city) == 1 else typed)


def _here() -> str:
    """This machine's zone, when it has one by name."""
    try:
        name = str(get_localzone_name())
    except (LookupError, OSError, ValueError):
        return ""
    return name if name in available_timezones() else ""
