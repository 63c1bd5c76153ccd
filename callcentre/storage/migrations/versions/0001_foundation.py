"""The foundation: staff, calls, cases, the promise ledger, and the rules that hold them."""

import sqlalchemy as sa
from alembic import op

from callcentre.storage import rules

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "centre",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("profile", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.Text(), nullable=False),
        sa.CheckConstraint("id = 1", name="one_centre"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "number_series",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("last_serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period"),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("passphrase_hash", sa.Text(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name_key"),
    )
    op.create_table(
        "calls",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), server_default="", nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("contact_kind", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("dialect", sa.Text(), server_default="", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("phone_key", sa.Text(), server_default="", nullable=False),
        sa.Column("anger_start", sa.Integer(), nullable=True),
        sa.Column("anger_peak", sa.Integer(), nullable=False),
        sa.Column("anger_end", sa.Integer(), nullable=True),
        sa.Column("apologies", sa.Integer(), nullable=False),
        sa.Column("thanked", sa.Boolean(), nullable=False),
        sa.Column("lead_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lead_joined_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recording", sa.Text(), nullable=True),
        sa.Column("script_version", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("calls_by_phone", "calls", ["phone_key", "started_at"], unique=False)
    op.create_index("calls_by_start", "calls", ["started_at"], unique=False)
    op.create_table(
        "case_numbers",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("allotted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("allotted_by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["allotted_by"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("case_id"),
    )
    op.create_table(
        "live_calls",
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("agent", sa.Text(), nullable=False),
        sa.Column("agent_name", sa.Text(), nullable=False),
        sa.Column("caller", sa.Text(), server_default="", nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("step_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("anger", sa.Integer(), nullable=False),
        sa.Column("lead_requested_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("call_id"),
    )
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("call_id", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("complaint_time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_by", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("awaiting", sa.Boolean(), nullable=False),
        sa.Column("live_promises", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("first_responsible", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("escalation", sa.Integer(), nullable=False),
        sa.Column("resolve_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("phone_key", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), nullable=True),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("other_contact", sa.Text(), server_default="", nullable=False),
        sa.Column("best_time", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_zone", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("waybill", sa.Text(), server_default="", nullable=False),
        sa.Column("order_no", sa.Text(), server_default="", nullable=False),
        sa.Column("content", sa.Text(), server_default="", nullable=False),
        sa.Column("crux", sa.Text(), server_default="", nullable=False),
        sa.Column("items", sa.Text(), server_default="", nullable=False),
        sa.Column("wish", sa.Text(), server_default="", nullable=False),
        sa.Column("downstream_impact", sa.Text(), server_default="", nullable=False),
        sa.Column("shipment", sa.JSON(), nullable=False),
        sa.Column("confirmed", sa.JSON(), nullable=False),
        sa.Column("declined", sa.JSON(), nullable=False),
        sa.Column("our_shipment", sa.Text(), nullable=True),
        sa.Column("transport_related", sa.Text(), nullable=True),
        sa.Column("validity", sa.Text(), nullable=True),
        sa.Column("validity_reason", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("error_code", sa.Text(), nullable=True),
        sa.Column("cause_note", sa.Text(), server_default="", nullable=False),
        sa.Column("impact", sa.Text(), nullable=True),
        sa.Column("severity", sa.Text(), nullable=True),
        sa.Column("loss", sa.Text(), nullable=True),
        sa.Column("loss_amount", sa.Text(), server_default="", nullable=False),
        sa.Column("compensation_wanted", sa.Text(), nullable=True),
        sa.Column("compensation_form", sa.Text(), server_default="", nullable=False),
        sa.Column("compensation_amount", sa.Text(), server_default="", nullable=False),
        sa.Column("customer_type", sa.Text(), nullable=True),
        sa.Column("dissatisfaction", sa.Text(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("disputed", sa.Text(), nullable=True),
        sa.Column("dispute_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("suspected_exaggeration", sa.Boolean(), nullable=False),
        sa.Column("explanation", sa.Text(), server_default="", nullable=False),
        sa.Column("reaction", sa.Text(), server_default="", nullable=False),
        sa.Column("solution", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "NOT awaiting OR live_promises > 0", name="no_open_case_without_a_promise"
        ),
        sa.CheckConstraint("escalation BETWEEN 0 AND 3", name="escalation_levels"),
        sa.ForeignKeyConstraint(
            ["accepted_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["calls.id"],
        ),
        sa.ForeignKeyConstraint(
            ["first_responsible"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["number"],
            ["case_numbers.number"],
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("number"),
    )
    op.create_index("cases_by_acceptance", "cases", ["accepted_at"], unique=False)
    op.create_index("cases_by_phone", "cases", ["phone_key", "accepted_at"], unique=False)
    op.create_table(
        "case_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("events_of_case", "case_events", ["case_id", "at"], unique=False)
    op.create_table(
        "commitments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("call_id", sa.Text(), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_zone", sa.Text(), nullable=False),
        sa.Column("customer_zone", sa.Text(), nullable=False),
        sa.Column("owed", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("severity_rank", sa.Integer(), nullable=False),
        sa.Column("told_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("told_process", sa.Text(), server_default="", nullable=False),
        sa.Column("told_time", sa.Boolean(), nullable=False),
        sa.Column("told_name", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_value", sa.Text(), server_default="", nullable=False),
        sa.Column("contact_channel", sa.Text(), nullable=False),
        sa.Column("phone_key", sa.Text(), server_default="", nullable=False),
        sa.Column("whom", sa.Text(), server_default="", nullable=False),
        sa.Column("undated", sa.Boolean(), nullable=False),
        sa.Column("queue_class", sa.Integer(), nullable=False),
        sa.Column("follows", sa.Text(), nullable=True),
        sa.Column("change_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("approved_by", sa.Text(), server_default="", nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.Column("late_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("apologised", sa.Boolean(), nullable=False),
        sa.Column("closing_note", sa.Text(), server_default="", nullable=False),
        sa.Column("claim_token", sa.Text(), nullable=True),
        sa.Column("claimed_by", sa.Text(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claim_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "undated OR kind <> 'callback' OR due_at > made_at", name="due_after_made"
        ),
        sa.CheckConstraint(
            "(closed_at IS NULL) = (outcome IS NULL)", name="closed_with_an_outcome"
        ),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["calls.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.ForeignKeyConstraint(
            ["claimed_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["follows"],
            ["commitments.id"],
        ),
        sa.ForeignKeyConstraint(
            ["made_by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "commitments_by_phone",
        "commitments",
        ["phone_key"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index("commitments_closed", "commitments", ["due_at", "outcome"], unique=False)
    op.create_index("commitments_of_case", "commitments", ["case_id", "seq"], unique=False)
    op.create_index(
        "open_by_due",
        "commitments",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "queue",
        "commitments",
        ["queue_class", "due_at", "severity_rank", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        "queue_of_owner",
        "commitments",
        ["owner", "queue_class", "due_at", "severity_rank", "id"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "contacts",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("commitment_id", sa.Text(), nullable=True),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("call_id", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("on_behalf_of", sa.Text(), server_default="", nullable=False),
        sa.Column("direction", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("attempt", sa.Text(), nullable=True),
        sa.Column("said", sa.Text(), server_default="", nullable=False),
        sa.Column("cause", sa.Text(), server_default="", nullable=False),
        sa.Column("process", sa.Text(), server_default="", nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.CheckConstraint("kind IS NULL OR attempt IS NULL", name="reached_or_not"),
        sa.ForeignKeyConstraint(
            ["by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["call_id"],
            ["calls.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["cases.id"],
        ),
        sa.ForeignKeyConstraint(
            ["commitment_id"],
            ["commitments.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("contacts_of_case", "contacts", ["case_id", "at"], unique=False)
    op.create_index("contacts_of_commitment", "contacts", ["commitment_id"], unique=False)

    for statement in rules.statements(op.get_bind().dialect.name):
        op.execute(statement)
