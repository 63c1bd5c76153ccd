"""What is still missing before a step may be left, named exactly (requirements 3.1).

A gate never says "incomplete": it names each missing thing, so that the screen can show it
as a gentle question in the caller's language and put the cursor there (LS-03). There is no
gate while the customer speaks (LS-01).
"""

from collections.abc import Callable
from enum import StrEnum

from callcentre.domain.call import Call, Complaint, ContactKind, Language, Step
from callcentre.domain.classification import Answer, Validity, with_proposals
from callcentre.domain.money import read_money
from callcentre.domain.places import Place
from callcentre.domain.record import RecordField
from callcentre.errors import BadInput


class Missing(StrEnum):
    """One thing still to ask, say or decide."""

    DIALECT_NAME = "dialect_name"
    ANGER = "anger"
    APOLOGY = "apology"
    THANKS = "thanks"
    NAME = "name"
    CONTACT = "contact"
    ADDRESS = "address"
    REFERENCE = "reference"
    CONTENT = "content"
    CRUX = "crux"
    WISH = "wish"
    READ_BACK = "read_back"
    CATEGORY = "category"
    SEVERITY = "severity"
    LOSS = "loss"
    LOSS_AMOUNT = "loss_amount"
    COMPENSATION = "compensation"
    VALIDITY_REASON = "validity_reason"
    DISPUTE_REASON = "dispute_reason"
    EXPLANATION = "explanation"
    EXPLAINED = "explained"
    REACTION = "reaction"
    ACCEPTANCE_TOLD = "acceptance_told"
    SOLUTION = "solution"
    SOLUTION_AGREED = "solution_agreed"
    DUE = "due"
    PROMISE_REASON = "promise_reason"
    PROMISE_PROCESS = "promise_process"
    PROMISE_CONTACT = "promise_contact"
    PROMISE_TOLD = "promise_told"
    CHANGE_REASON = "change_reason"
    UNSETTLED = "unsettled"
    ENQUIRY_TOPIC = "enquiry_topic"
    ENQUIRY_ANSWER = "enquiry_answer"
    END_REASON = "end_reason"
    LATE_REASON = "late_reason"


# Where the cursor goes for what is missing; the rest is said or keyed, not typed.
PLACE_OF: dict[Missing, Place] = {
    Missing.DIALECT_NAME: Place.DIALECT,
    Missing.NAME: Place.NAME,
    Missing.CONTACT: Place.PHONE,
    Missing.ADDRESS: Place.ADDRESS,
    Missing.REFERENCE: Place.WAYBILL,
    Missing.CONTENT: Place.CONTENT,
    Missing.CRUX: Place.CRUX,
    Missing.WISH: Place.WISH,
    Missing.CATEGORY: Place.CATEGORY,
    Missing.SEVERITY: Place.SEVERITY_LADDER,
    Missing.LOSS: Place.LOSS,
    Missing.LOSS_AMOUNT: Place.LOSS_AMOUNT,
    Missing.COMPENSATION: Place.COMPENSATION,
    Missing.VALIDITY_REASON: Place.VALIDITY_REASON,
    Missing.DISPUTE_REASON: Place.DISPUTE_REASON,
    Missing.EXPLANATION: Place.EXPLAIN_FACT,
    Missing.REACTION: Place.REACTION,
    Missing.SOLUTION: Place.SOLUTION,
    Missing.SOLUTION_AGREED: Place.SOLUTION_AGREED,
    Missing.DUE: Place.DUE,
    Missing.PROMISE_REASON: Place.PROMISE_REASON,
    Missing.PROMISE_PROCESS: Place.PROMISE_PROCESS,
    Missing.PROMISE_CONTACT: Place.PROMISE_CONTACT,
    Missing.CHANGE_REASON: Place.CHANGE_REASON,
    Missing.ENQUIRY_TOPIC: Place.ENQUIRY_TOPIC,
    Missing.ENQUIRY_ANSWER: Place.ENQUIRY_ANSWER,
    Missing.END_REASON: Place.END_REASON,
    Missing.LATE_REASON: Place.LATE_REASON,
}


def missing(call: Call, step: Step | None = None) -> tuple[Missing, ...]:
    """What keeps the call from leaving `step` (its present one when not named), in the
    order to ask."""
    gate = _GATES.get(step or call.step)
    return gate(call) if gate else ()


def reads_back(call: Call) -> bool:
    """Whether the record step says the paragraph read back. It does once nothing else is
    missing; until then it asks for what is (LS-04)."""
    return call.step is Step.RECORD and not set(missing(call)) - {Missing.READ_BACK}


def ask_later(call: Call) -> tuple[Missing, ...]:
    """What the record will need, collected while the customer still speaks (LS-01)."""
    return tuple(m for m in _record(call) if m is not Missing.READ_BACK)


def _greet(call: Call) -> tuple[Missing, ...]:
    unnamed = call.language is Language.DIALECT and not call.dialect.strip()
    return (Missing.DIALECT_NAME,) if unnamed else ()


def _calm(call: Call) -> tuple[Missing, ...]:
    judged = () if call.anger else (Missing.ANGER,)
    return (*judged, *_courtesy(call))


def _courtesy(call: Call) -> tuple[Missing, ...]:
    """Apology and thanks on every complaint, or the reason why not (LS-05)."""
    if call.courtesy_waived.strip():
        return ()
    return _absent({Missing.APOLOGY: call.apologies > 0, Missing.THANKS: call.thanked})


def _record(call: Call) -> tuple[Missing, ...]:
    r = call.complaint.record
    filled = {
        Missing.NAME: r.answered(RecordField.NAME),
        Missing.CONTACT: bool(r.contact.strip()),
        Missing.ADDRESS: r.answered(RecordField.ADDRESS),
        Missing.REFERENCE: r.has_reference,
        Missing.CONTENT: r.answered(RecordField.CONTENT),
        Missing.CRUX: r.answered(RecordField.CRUX),
        Missing.WISH: r.answered(RecordField.WISH),
        Missing.READ_BACK: not r.unconfirmed or _phone_elsewhere(r.unconfirmed, call.complaint),
    }
    return _absent(filled)


def _phone_elsewhere(unconfirmed: tuple[RecordField, ...], complaint: Complaint) -> bool:
    """A customer without a telephone is reached another way; then no number is read back."""
    r = complaint.record
    return unconfirmed == (RecordField.PHONE,) and not r.phone and bool(r.other_contact)


def _classify(call: Call) -> tuple[Missing, ...]:
    """What was not answered and cannot be proposed; leaving the step takes the proposals."""
    c = with_proposals(call.complaint.classification, anger_peak=call.anger_peak)
    invalid = c.validity is Validity.INVALID
    return _absent(
        {
            Missing.CATEGORY: c.category is not None,
            Missing.SEVERITY: c.severity is not None,
            Missing.LOSS: c.loss is not None,
            Missing.LOSS_AMOUNT: _is_amount(c.loss_amount),
            Missing.COMPENSATION: c.compensation_wanted is not None,
            Missing.DISPUTE_REASON: not c.is_disputed or bool(c.dispute_reason.strip()),
            Missing.VALIDITY_REASON: not invalid or c.validity_reason is not None,
        }
    )


def _is_amount(text: str) -> bool:
    """Whether an amount that was typed can be read; none typed is fine."""
    if not text.strip():
        return True
    try:
        read_money(text)
    except BadInput:
        return False
    return True


def _explain(call: Call) -> tuple[Missing, ...]:
    e = call.complaint.explanation
    return _absent(
        {
            Missing.EXPLANATION: bool(e.fact.strip()),
            Missing.EXPLAINED: e.told_at is not None,
            Missing.REACTION: e.reaction is not None,
        }
    )


def _accept(call: Call) -> tuple[Missing, ...]:
    c = call.complaint
    return _absent(
        {
            Missing.CONTACT: bool(c.record.contact.strip()),
            Missing.ACCEPTANCE_TOLD: c.acceptance.told_at is not None,
        }
    )


def _resolve_now(call: Call) -> tuple[Missing, ...]:
    r = call.complaint.resolution
    return _absent(
        {
            Missing.SOLUTION: bool(r.solution.strip()),
            Missing.SOLUTION_AGREED: r.agreed is Answer.YES,
        }
    )


def _promise(call: Call) -> tuple[Missing, ...]:
    p = call.complaint.promise
    if p.made_at is not None:
        return ()
    return _absent(
        {
            Missing.DUE: p.due is not None,
            Missing.PROMISE_REASON: bool(p.reason.strip()),
            Missing.PROMISE_PROCESS: bool(p.process.strip()),
            Missing.PROMISE_CONTACT: bool(p.contact.strip()),
            Missing.CHANGE_REASON: p.replaces is None or bool(p.change_reason.strip()),
            Missing.PROMISE_TOLD: p.told_at is not None,
        }
    )


def _hang_up(call: Call) -> tuple[Missing, ...]:
    """No complaint is left without promise, resolution or an accepted explanation (I-01)."""
    if call.contact_kind is not ContactKind.COMPLAINT:
        return ()
    unsettled = any(c.begun and not c.settled for c in call.complaints)
    return (*_courtesy(call), *((Missing.UNSETTLED,) if unsettled else ()))


def _wrap_up(call: Call) -> tuple[Missing, ...]:
    late = call.answers_late and call.answered
    needs = {Missing.LATE_REASON: not late or bool(call.late_reason.strip())}
    if call.contact_kind is not ContactKind.COMPLAINT:
        needs[Missing.ENQUIRY_TOPIC] = bool(call.enquiry_topic.strip())
        needs[Missing.ENQUIRY_ANSWER] = bool(call.enquiry_answer.strip())
    return _absent(needs)


def _absent(there: dict[Missing, bool]) -> tuple[Missing, ...]:
    return tuple(thing for thing, present in there.items() if not present)


_GATES: dict[Step, Callable[[Call], tuple[Missing, ...]]] = {
    Step.GREET: _greet,
    Step.CALM: _calm,
    Step.RECORD: _record,
    Step.CLASSIFY: _classify,
    Step.EXPLAIN: _explain,
    Step.ACCEPT: _accept,
    Step.RESOLVE_NOW: _resolve_now,
    Step.PROMISE: _promise,
    Step.HANG_UP: _hang_up,
    Step.WRAP_UP: _wrap_up,
}
