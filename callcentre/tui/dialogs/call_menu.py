"""What else can happen on a call: the line is lost, a lead comes, another time is agreed."""

from dataclasses import replace

from callcentre.domain.call import Call, EndedBy, put_promise
from callcentre.domain.call_machine import Turn, change_promise, drop, lead_joins, not_reached
from callcentre.domain.caller import CallerCard
from callcentre.domain.contact import AttemptOutcome
from callcentre.domain.staff import Person
from callcentre.errors import CallCentreError
from callcentre.i18n import _
from callcentre.services.people import sign_in
from callcentre.tui.base import DeskApp
from callcentre.tui.dialogs.ask import Answers, FillIn, PickOne, Question
from callcentre.tui.widgets.rows import Option, TextRow
from callcentre.wording.labels import label


class CallMenu:
    """Asks what happened and answers with the changed call, or None when nothing did."""

    @classmethod
    async def ask(cls, app: DeskApp, call: Call, card: CallerCard, turn: Turn) -> Call | None:
        options = cls._options(call, card)
        picked = await app.push_screen_wait(PickOne(_("What happened?"), options))
        if picked in {ended.value for ended in EndedBy}:
            return await cls._end(app, call, EndedBy(picked), turn)
        if picked in {outcome.value for outcome in AttemptOutcome}:
            return not_reached(call, AttemptOutcome(picked), turn)
        if picked == "lead":
            lead = await ask_lead(app)
            return _with_lead(call, lead, turn) if lead else None
        if picked == "time":
            return await cls._another_time(app, call, turn)
        if picked == "answer" and card.owed:
            await app.conversations.answer_on_call(card.owed[0].id)
        return None

    @staticmethod
    def _options(call: Call, card: CallerCard) -> tuple[Option, ...]:
        options = [Option("lead", _("A lead is here (name and passphrase)"))]
        if not call.is_over:
            options += CallMenu._ends(call)
        if call.complaint.promise.made_at is not None:
            options.append(Option("time", _("Agree another time than the one just promised")))
        if card.owed and not call.complaint.begun:
            options.append(Option("answer", _("He calls about our promise: answer it now")))
        if not call.is_over and call.answers is None:
            nobody = _("Nobody there, or opened by mistake")
            options.append(Option(EndedBy.NOBODY_THERE.value, nobody))
        return tuple(options)

    @staticmethod
    def _ends(call: Call) -> list[Option]:
        """How a call can end before its goodbye; who is called back may not be reached at all."""
        ends = [
            Option(EndedBy.LINE_DROPPED.value, _("The line was lost")),
            Option(EndedBy.CUSTOMER_HUNG_UP.value, _("The customer hung up")),
            Option(EndedBy.LEAD_ENDED.value, _("The lead ends the call")),
        ]
        if call.answers is None:
            return ends
        words = _("Not reached: {how}")
        return [Option(how.value, words.format(how=label(how))) for how in AttemptOutcome] + ends

    @staticmethod
    async def _end(app: DeskApp, call: Call, ended_by: EndedBy, turn: Turn) -> Call | None:
        if ended_by is EndedBy.LEAD_ENDED:
            reason = await _ask_reason(app, _("Why is the call ended?"))
            if not reason:
                return None
            call = replace(call, end_reason=reason)
        return drop(call, ended_by, turn)

    @staticmethod
    async def _another_time(app: DeskApp, call: Call, turn: Turn) -> Call | None:
        reason = await _ask_reason(app, _("Why another time?"))
        return change_promise(call, reason, turn) if reason else None


async def _ask_reason(app: DeskApp, title: str) -> str:
    row = TextRow(place="reason", label=_("Reason"), value="")
    answers = await app.push_screen_wait(FillIn(Question(title, "", (row,))))
    return answers["reason"].strip() if answers else ""


async def ask_lead(app: DeskApp) -> Person | None:
    """A lead's name and passphrase, typed at this desk; None when it was left."""
    rows = (
        TextRow(place="name", label=_("Lead"), value=""),
        TextRow(place="passphrase", label=_("Passphrase"), value="", secret=True),
    )
    answers: Answers | None = await app.push_screen_wait(
        FillIn(Question(_("A lead is here"), "", rows))
    )
    if answers is None:
        return None
    try:
        return await app.desk.run(sign_in, answers["name"], answers["passphrase"])
    except CallCentreError as error:
        app.say_error(error)
        return None


def _with_lead(call: Call, lead: Person, turn: Turn) -> Call:
    """The lead is on the call, and agrees to what is being promised."""
    joined = lead_joins(call, lead, turn)
    if joined.complaint.promise.made_at is None:
        joined = put_promise(joined, approved_by=lead)
    return joined
