"""The schema's version: checked at each start, upgraded when older, refused when newer."""

from importlib.resources import files

from sqlalchemy import Connection, Engine, inspect, text

from callcentre.errors import StorageDown
from callcentre.i18n import N_

HEAD = "0001"
_LOCK = 7_352_901


def version_of(connection: Connection) -> str | None:
    """The version of this database, or None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def ensure(engine: Engine) -> None:
    """Bring the database to `HEAD`. Two desks starting at once take turns."""
    with engine.connect() as connection:
        if version_of(connection) == HEAD:
            return
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        found = version_of(connection)
        if found is not None and found > HEAD:
            raise StorageDown(
                N_(
                    "The database is of version {found}, this program knows {known}: "
                    "upgrade the program."
                ),
                found=found,
                known=HEAD,
            )
        if found != HEAD:
            upgrade(connection)


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations on a connection, inside its transaction."""
    # Alembic is slow to import, and most starts do not need it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option(
        "script_location", str(files("callcentre.storage") / "migrations").replace("%", "%%")
    )
    config.attributes["connection"] = connection
    command.upgrade(config, to)
