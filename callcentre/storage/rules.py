"""The invariants the database itself keeps, for both databases.

What was told a customer is never edited (I-06), a commitment ends once (I-05), nothing is
deleted (RC-11), and the count behind "no open valid case without a live promise" (I-07) is
kept here, where no screen, import or bulk action can go round it.
"""

from collections.abc import Iterator

CHANGES = "callcentre_changes"
WATCHED = ("commitments", "cases", "live_calls", "people", "centre")

_ONLY_GROWS = ("contacts", "case_events", "case_numbers")
_NEVER_DELETED = ("commitments", "cases", "calls", "people", *_ONLY_GROWS)
_PROMISED_WORDS = (
    "id",
    "kind",
    "case_id",
    "call_id",
    "seq",
    "made_at",
    "made_by",
    "due_at",
    "due_zone",
    "customer_zone",
    "owed",
    "told_reason",
    "told_process",
    "told_time",
    "told_name",
    "contact_value",
    "contact_channel",
    "whom",
    "undated",
    "follows",
    "change_reason",
    "approved_by",
)
_END = ("closed_at", "outcome", "closed_by", "late_reason", "apologised", "closing_note")
_CASE_IDENTITY = ("id", "number", "call_id", "complaint_time", "accepted_at", "accepted_by")
_LIVE = "kind IN ('callback', 'first_contact')"

WORDS_STAND = "what was promised stands (I-06)"
ENDS_ONCE = "a commitment ends once (I-05)"
NOTHING_DELETED = "nothing is deleted here"
ONLY_GROWS = "this history only grows"
NUMBER_STANDS = "a case keeps its number (RC-11)"


def statements(dialect: str) -> Iterator[str]:
    """The DDL of every rule, in order."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def _sqlite() -> Iterator[str]:
    yield _sqlite_guard("commitment_words_stand", "commitments", _PROMISED_WORDS, WORDS_STAND)
    yield _sqlite_guard("case_number_stands", "cases", _CASE_IDENTITY, NUMBER_STANDS)
    yield _sqlite_refuse(
        "commitment_ends_once",
        f"UPDATE OF {', '.join(_END)} ON commitments",
        ENDS_ONCE,
        "OLD.closed_at IS NOT NULL",
    )
    for table in _NEVER_DELETED:
        yield _sqlite_refuse(f"{table}_never_deleted", f"DELETE ON {table}", NOTHING_DELETED)
    for table in _ONLY_GROWS:
        yield _sqlite_refuse(f"{table}_only_grow", f"UPDATE ON {table}", ONLY_GROWS)
    yield (
        "CREATE TRIGGER live_promise_begins AFTER INSERT ON commitments"
        f" WHEN NEW.closed_at IS NULL AND NEW.{_LIVE} AND NEW.case_id IS NOT NULL BEGIN"
        " UPDATE cases SET live_promises = live_promises + 1 WHERE id = NEW.case_id; END"
    )
    yield (
        "CREATE TRIGGER live_promise_ends AFTER UPDATE OF closed_at ON commitments"
        " WHEN OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL"
        f" AND NEW.{_LIVE} AND NEW.case_id IS NOT NULL BEGIN"
        " UPDATE cases SET live_promises = live_promises - 1 WHERE id = NEW.case_id; END"
    )


def _sqlite_guard(name: str, table: str, columns: tuple[str, ...], message: str) -> str:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
    return _sqlite_refuse(name, f"UPDATE OF {', '.join(columns)} ON {table}", message, changed)


def _sqlite_refuse(name: str, moment: str, message: str, when: str = "TRUE") -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} WHEN {when}"
        f" BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def _postgresql() -> Iterator[str]:
    yield (
        "CREATE FUNCTION callcentre_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'check_violation'; END $$"
    )
    yield (
        "CREATE FUNCTION callcentre_count_live() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " UPDATE cases SET live_promises = live_promises + TG_ARGV[0]::int"
        " WHERE id = NEW.case_id; RETURN NULL; END $$"
    )
    yield (
        "CREATE FUNCTION callcentre_tell() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        f" PERFORM pg_notify('{CHANGES}', TG_TABLE_NAME); RETURN NULL; END $$"
    )
    yield _postgresql_guard("commitment_words_stand", "commitments", _PROMISED_WORDS, WORDS_STAND)
    yield _postgresql_guard("case_number_stands", "cases", _CASE_IDENTITY, NUMBER_STANDS)
    yield _postgresql_refuse(
        "commitment_ends_once",
        f"UPDATE OF {', '.join(_END)} ON commitments",
        ENDS_ONCE,
        "WHEN (OLD.closed_at IS NOT NULL)",
    )
    for table in _NEVER_DELETED:
        yield _postgresql_refuse(f"{table}_never_deleted", f"DELETE ON {table}", NOTHING_DELETED)
    for table in _ONLY_GROWS:
        yield _postgresql_refuse(f"{table}_only_grow", f"UPDATE ON {table}", ONLY_GROWS)
    yield (
        "CREATE TRIGGER live_promise_begins AFTER INSERT ON commitments FOR EACH ROW"
        f" WHEN (NEW.closed_at IS NULL AND NEW.{_LIVE} AND NEW.case_id IS NOT NULL)"
        " EXECUTE FUNCTION callcentre_count_live('1')"
    )
    yield (
        "CREATE TRIGGER live_promise_ends AFTER UPDATE OF closed_at ON commitments FOR EACH ROW"
        " WHEN (OLD.closed_at IS NULL AND NEW.closed_at IS NOT NULL"
        f" AND NEW.{_LIVE} AND NEW.case_id IS NOT NULL)"
        " EXECUTE FUNCTION callcentre_count_live('-1')"
    )
    for table in WATCHED:
        yield (
            f"CREATE TRIGGER {table}_tell AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION callcentre_tell()"
        )


def _postgresql_guard(name: str, table: str, columns: tuple[str, ...], message: str) -> str:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return _postgresql_refuse(
        name, f"UPDATE OF {', '.join(columns)} ON {table}", message, f"WHEN ({changed})"
    )


def _postgresql_refuse(name: str, moment: str, message: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} FOR EACH ROW {when}"
        f" EXECUTE FUNCTION callcentre_refuse('{message}')"
    )
