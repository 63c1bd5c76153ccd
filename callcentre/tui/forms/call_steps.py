"""The fields of each step of the call, from top to bottom as an agent fills them in."""

from collections.abc import Callable

from callcentre.domain.call import Call, ContactKind, Language, Signal, Step
from callcentre.domain.category import CATEGORIES, offered_errors
from callcentre.domain.classification import Answer, Loss, Validity, with_proposals
from callcentre.domain.filing import severity_of
from callcentre.domain.gates import ask_later
from callcentre.domain.places import Place
from callcentre.i18n import _
from callcentre.tui.forms.fields import Around, choice, text
from callcentre.tui.forms.times import times_row
from callcentre.tui.widgets.rows import NoteRow, Option, Row, TicksRow
from callcentre.wording.labels import label
from callcentre.wording.why import both_clocks, why_proposed, why_typed

SIGNALS = "signals"
Rows = tuple[Row, ...]


def rows_of(call: Call, around: Around) -> Rows:
    """The rows of the step the call is in."""
    return _ROWS[call.step](call, around)


def _greet(call: Call, around: Around) -> Rows:
    dialect = (
        (text(call, Place.DIALECT, _("Which dialect"), hint=", ".join(around.scripts.dialects)),)
        if call.language is Language.DIALECT
        else ()
    )
    return (
        text(call, Place.NAME, _("Name")),
        text(call, Place.PHONE, _("Phone"), hint=_("A known number shows who calls.")),
        choice(call, Place.LANGUAGE, _("Speaks")),
        *dialect,
        choice(call, Place.CONTACT_KIND, _("Calls for")),
    )


def _listen(call: Call, around: Around) -> Rows:
    later = [label(missing) for missing in ask_later(call)]
    note = NoteRow(place="later", label=_("Ask later"), text=" · ".join(later), tone="$text-muted")
    return (
        text(call, Place.NOTES, _("Notes"), lines=7, flowing=False, hint=_listening_hint(call)),
        text(call, Place.CRUX, _("The point")),
        TicksRow(
            place=SIGNALS,
            label=_("Signs"),
            options=tuple(Option(signal.value, label(signal)) for signal in Signal),
            values=frozenset(signal.value for signal in call.signals),
        ),
        *((note,) if later else ()),
    )


def _listening_hint(call: Call) -> str:
    return _("Do not interrupt. Set the anger with F6 and F7. Tab leaves the notes.")


def _calm(call: Call, around: Around) -> Rows:
    return (
        NoteRow(
            place="courtesy",
            label=_("Said so far"),
            text=_("apologies {count} · thanks {thanks}").format(
                count=call.apologies, thanks="✓" if call.thanked else "–"
            ),
        ),
        text(call, Place.NOTES, _("Notes"), lines=6, flowing=False),
        text(
            call,
            Place.COURTESY_WAIVED,
            _("Why neither"),
            hint=_("Only if apology and thanks were out of place."),
        ),
    )


def _record(call: Call, around: Around) -> Rows:
    """What to ask for each is said in the panel above, while the cursor is in it."""
    return (
        text(call, Place.NAME, _("Name")),
        text(call, Place.PHONE, _("Phone")),
        text(call, Place.ADDRESS, _("Address")),
        text(call, Place.WAYBILL, _("Waybill, order")),
        text(call, Place.CONTENT, _("What happened"), lines=3),
        text(call, Place.CRUX, _("The point")),
        text(call, Place.WISH, _("Wish")),
        text(
            call,
            Place.ITEMS,
            _("Items"),
            lines=2,
            flowing=False,
            hint=_("One a line, if there are several complaints. Tab leaves."),
        ),
        text(call, Place.DOWNSTREAM, _("Whom it hurts")),
        text(call, Place.COMPANY, _("Company")),
        text(call, Place.OTHER_CONTACT, _("Other contact")),
        text(
            call,
            Place.CUSTOMER_ZONE,
            _("Time zone"),
            hint=_("If the customer lives by another clock: America/New_York"),
        ),
    )


def _classify(call: Call, around: Around) -> Rows:
    c = call.complaint.classification
    proposed = with_proposals(c, anger_peak=call.anger_peak)
    causes = CATEGORIES[c.category].causes if c.category else ()
    amounts = (
        (
            text(call, Place.LOSS_AMOUNT, _("How much"), hint=_("1800, or USD 750")),
            text(call, Place.COMPENSATION_FORM, _("In what form")),
        )
        if c.loss is Loss.YES or c.compensation_wanted is Answer.YES
        else ()
    )
    disputed = (text(call, Place.DISPUTE_REASON, _("What is disputed")),) if c.is_disputed else ()
    invalid = (
        (choice(call, Place.VALIDITY_REASON, _("Why invalid")),)
        if Validity.INVALID in (c.validity, proposed.validity)
        else ()
    )
    return (
        choice(call, Place.CATEGORY, _("Category")),
        choice(
            call, Place.CAUSE, _("Cause"), causes, proposed.cause, _("Choose the category first.")
        ),
        choice(call, Place.SEVERITY_LADDER, _("How grave")),
        choice(call, Place.LOSS, _("Loss")),
        choice(call, Place.COMPENSATION, _("Compensation"), None, proposed.compensation_wanted),
        *amounts,
        choice(call, Place.CUSTOMER_TYPE, _("Customer"), None, proposed.customer_type),
        choice(call, Place.SIDE, _("Seems due to"), None, proposed.side),
        choice(call, Place.ERROR_CODE, _("Error"), offered_errors(proposed.side)),
        choice(call, Place.DISPUTED, _("Disputed"), (Answer.YES, Answer.NO), proposed.disputed),
        *disputed,
        choice(call, Place.OUR_SHIPMENT, _("Our shipment"), None, proposed.our_shipment),
        choice(
            call, Place.TRANSPORT_RELATED, _("About transport"), None, proposed.transport_related
        ),
        choice(call, Place.SEVERITY, _("Severity"), None, proposed.severity),
        choice(call, Place.VALIDITY, _("Complaint is"), None, proposed.validity),
        *invalid,
    )


def _explain(call: Call, around: Around) -> Rows:
    return (
        text(call, Place.EXPLAIN_FACT, _("The facts"), lines=2, hint=_("What the records show.")),
        text(call, Place.EXPLAIN_TERMS, _("The rule")),
        text(call, Place.EXPLAIN_HELP, _("What we can do")),
        choice(call, Place.REACTION, _("The customer")),
    )


def _accept(call: Call, around: Around) -> Rows:
    number = call.complaint.acceptance.number or _("follows when the database answers")
    return (
        NoteRow(place="number", label=_("Case number"), text=number, tone="bold $accent"),
        NoteRow(place="who", label=_("Responsible"), text=call.agent.name),
        choice(call, Place.WAY_ON, _("Then")),
    )


def _resolve(call: Call, around: Around) -> Rows:
    return (
        text(call, Place.SOLUTION, _("Solution"), lines=3, hint=_("What is done, and by when.")),
        choice(call, Place.SOLUTION_AGREED, _("Agreed"), (Answer.YES, Answer.NO)),
    )


def _promise(call: Call, around: Around) -> Rows:
    p = call.complaint.promise
    zone = call.complaint.record.customer_zone
    if p.made_at is not None and p.due is not None:
        made = both_clocks(p.due, around.centre, zone, around.now)
        return (
            NoteRow(place="made", label=_("Promised"), text=made, tone="bold $success"),
            NoteRow(place="reason", label=_("Why not now"), text=p.reason),
            NoteRow(place="process", label=_("Meanwhile"), text=p.process),
            NoteRow(place="contact", label=_("We call"), text=p.contact),
        )
    resolved = both_clocks(p.due, around.centre, zone, around.now) if p.due else "–"
    note = around.time_note or _why(call, around)
    moved = (text(call, Place.CHANGE_REASON, _("Why another")),) if p.replaces is not None else ()
    return (
        *moved,
        times_row(
            around.proposals, around.centre, around.now, p.due.at.isoformat() if p.due else ""
        ),
        text(
            call,
            Place.DUE_TYPED,
            _("or type it"),
            hint=_("15:30, tomorrow 9am, +2h, 明天下午三点, 19:30 their time"),
        ),
        NoteRow(place="resolved", label=_("So it is"), text=resolved, tone="bold $accent"),
        NoteRow(place="why", label=_("Because"), text=note, tone="$text-muted"),
        text(call, Place.PROMISE_REASON, _("Why not now"), hint=_("In words for the customer.")),
        text(
            call,
            Place.PROMISE_PROCESS,
            _("Meanwhile"),
            hint=_("What we do until then, in words for the customer."),
        ),
        text(call, Place.PROMISE_CONTACT, _("We call")),
    )


def _why(call: Call, around: Around) -> str:
    """The reasons for the time chosen, or for the first proposal while none is."""
    due = call.complaint.promise.due
    for proposal in around.proposals:
        if due is None or proposal.due == due.at:
            return why_proposed(proposal, around.centre, around.now)
    if due is None:
        return ""
    severity = severity_of(call.complaint)
    first = not call.complaint.promised
    return why_typed(due, around.centre, severity, around.now, first=first)


def _more_needs(call: Call, around: Around) -> Rows:
    return (choice(call, Place.MORE_NEEDS, _("Anything else"), (Answer.YES, Answer.NO), Answer.NO),)


def _hang_up(call: Call, around: Around) -> Rows:
    return tuple(
        NoteRow(place=c.id, label=c.acceptance.number or "–", text=_outcome(call, around, n))
        for n, c in enumerate(call.complaints)
        if c.begun
    )


def _outcome(call: Call, around: Around, number: int) -> str:
    c = call.complaints[number]
    if c.promised and c.promise.due is not None:
        zone = c.record.customer_zone
        return _("promised: {time}").format(
            time=both_clocks(c.promise.due, around.centre, zone, around.now)
        )
    if c.resolved:
        return _("solved: {solution}").format(solution=c.resolution.solution)
    return _("explained and accepted") if c.explained else _("not settled")


def _wrap_up(call: Call, around: Around) -> Rows:
    if call.contact_kind is not ContactKind.COMPLAINT:
        return (
            text(call, Place.ENQUIRY_TOPIC, _("Question")),
            text(call, Place.ENQUIRY_ANSWER, _("Answer given"), lines=3),
            text(call, Place.NOTES, _("Notes"), lines=3, flowing=False),
        )
    late = (text(call, Place.LATE_REASON, _("Why so late")),) if call.answers_late else ()
    price = call.complaint.classification.category in (None, *_PRICED)
    return (
        *late,
        choice(call, Place.RECORDING, _("Recording")),
        text(call, Place.DISPUTE_REASON, _("What is disputed")),
        text(call, Place.GOODS, _("Goods")),
        text(call, Place.QUANTITY, _("Quantity")),
        text(call, Place.DEFECTIVE, _("Of these bad")),
        text(call, Place.SHIP_DATE, _("Shipped on")),
        text(call, Place.DECLARED_VALUE, _("Declared value")),
        *((text(call, Place.QUOTED_PRICE, _("Quoted")),) if price else ()),
        *((text(call, Place.CHARGED_PRICE, _("Charged")),) if price else ()),
        choice(call, Place.ROLE, _("Caller is")),
        choice(call, Place.STAGE, _("Stage")),
        text(call, Place.NOTES, _("Notes"), lines=4, flowing=False),
    )


_PRICED = tuple(c for c, row in CATEGORIES.items() if row.four.value == "price")

_ROWS: dict[Step, Callable[[Call, Around], Rows]] = {
    Step.GREET: _greet,
    Step.LISTEN: _listen,
    Step.CALM: _calm,
    Step.RECORD: _record,
    Step.CLASSIFY: _classify,
    Step.EXPLAIN: _explain,
    Step.ACCEPT: _accept,
    Step.RESOLVE_NOW: _resolve,
    Step.PROMISE: _promise,
    Step.MORE_NEEDS: _more_needs,
    Step.HANG_UP: _hang_up,
    Step.WRAP_UP: _wrap_up,
}
