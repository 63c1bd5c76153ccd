"""Alembic's entry: it works on the connection that `schema.upgrade` hands it."""

from alembic import context

from callcentre.storage.tables import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
