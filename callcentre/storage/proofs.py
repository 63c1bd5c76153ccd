"""The invariants as questions to the whole database: each should answer with no row."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

# Each query selects one column: what names the row that breaks the rule.
PROOFS: dict[str, str] = {
    "I-07 an open valid case without a live promise": """
        SELECT number FROM cases WHERE awaiting AND NOT EXISTS (
            SELECT 1 FROM commitments c WHERE c.case_id = cases.id AND c.closed_at IS NULL
            AND c.kind IN ('callback', 'first_contact'))""",
    "I-07 the count of live promises is wrong": """
        SELECT number FROM cases WHERE live_promises <> (
            SELECT count(*) FROM commitments c WHERE c.case_id = cases.id
            AND c.closed_at IS NULL AND c.kind IN ('callback', 'first_contact'))""",
    "I-07 a valid case that nobody waits for was never answered": """
        SELECT number FROM cases WHERE NOT awaiting AND state = 'received'""",
    "I-07 a promise answered without a result has no successor": """
        SELECT c.id FROM commitments c JOIN contacts k ON k.id = c.closed_by
        WHERE c.kind = 'callback' AND k.kind IN ('progress', 'no_progress')
        AND NOT EXISTS (SELECT 1 FROM commitments n WHERE n.follows = c.id)""",
    "I-06 a superseded promise has no successor": """
        SELECT id FROM commitments c WHERE outcome = 'superseded'
        AND NOT EXISTS (SELECT 1 FROM commitments n WHERE n.follows = c.id)""",
    "I-06 a promise was moved after it was due": """
        SELECT id FROM commitments WHERE outcome = 'superseded' AND NOT undated
        AND closed_at >= due_at""",
    "I-05 kept, but answered after it was due": """
        SELECT id FROM commitments WHERE outcome = 'kept' AND closed_at > due_at""",
    "I-05 answered by a contact that reached nobody": """
        SELECT c.id FROM commitments c LEFT JOIN contacts k ON k.id = c.closed_by
        WHERE c.outcome IN ('kept', 'kept_late') AND k.kind IS NULL""",
    "I-14 a late answer without its reason or apology": """
        SELECT id FROM commitments WHERE outcome = 'kept_late'
        AND (late_reason = '' OR NOT apologised)""",
    "I-03 a promise that was not fully told": """
        SELECT id FROM commitments WHERE kind = 'callback' AND NOT undated AND (
        told_reason = '' OR told_process = '' OR NOT told_time OR told_name = ''
        OR contact_value = '')""",
    "RC-11 a case whose number the ledger gave to another": """
        SELECT cases.number FROM cases LEFT JOIN case_numbers n ON n.number = cases.number
        WHERE n.case_id IS NULL OR n.case_id <> cases.id""",
    "RC-11 a series with a gap": """
        SELECT s.period FROM number_series s WHERE s.last_serial <> (
            SELECT count(*) FROM case_numbers n WHERE n.period = s.period)""",
    "RC-01 a case without content": """
        SELECT number FROM cases WHERE content = '' AND awaiting""",
}


def broken_rules(connection: Connection, limit: int) -> Iterator[tuple[str, str]]:
    """Each rule with the rows that break it, at most `limit` a rule."""
    for rule, query in PROOFS.items():
        for (row,) in connection.execute(text(f"{query} LIMIT {int(limit)}")):
            yield rule, str(row)
