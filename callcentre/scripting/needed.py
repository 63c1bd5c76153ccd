"""What a script has to say, and what it need not."""

from callcentre.domain.gates import Missing
from callcentre.domain.script import (
    Scene,
)

WORDS = (
    "number_later",
    "their_time",
    "process",
    "party_supplier_carrier",
    "party_agent",
    "party_other_department",
)
# Scenes in which the agent does not speak to anybody.
SILENT = frozenset({Scene.WRAP_UP})
# Missing things that are keyed or said, not asked of the customer, need no question.
UNASKED = frozenset(
    {
        Missing.ANGER,
        Missing.DIALECT_NAME,
        Missing.VALIDITY_REASON,
        Missing.UNSETTLED,
        Missing.PROMISE_TOLD,
        Missing.CHANGE_REASON,
        Missing.LATE_REASON,
        Missing.END_REASON,
        Missing.ENQUIRY_TOPIC,
        Missing.ENQUIRY_ANSWER,
        Missing.EXPLAINED,
        Missing.EXPLANATION,
        Missing.ACCEPTANCE_TOLD,
        Missing.APOLOGY,
        Missing.THANKS,
        Missing.PROMISE_REASON,
        Missing.PROMISE_PROCESS,
        Missing.SOLUTION,
        Missing.DISPUTE_REASON,
        Missing.SEVERITY,
        Missing.CATEGORY,
    }
)

# The parts of the paragraph read back whose "yes" confirms a field of the record.
CONFIRMED = frozenset({"customer", "address", "phone", "content"})
SCENES = tuple(scene.value for scene in Scene)
QUESTIONS = tuple(missing.value for missing in Missing)
LONGEST = 400
ANGER = (0, 1, 2, 3)
