"""Where a database of SQLite lies, known without loading what reads it."""

import errno
import os
import re
from pathlib import Path
from urllib.parse import unquote

from callcentre.errors import BadInput, NotFound, StorageDown
from callcentre.i18n import N_
from callcentre.private import fault_at, make_private_file, require_writable

_ADDRESS = re.compile(
    r"(?:sqlite(?:\+pysqlite)?:///(?P<file>[^?]+)|postgresql(?:\+psycopg)?://).*", re.DOTALL
)
_PASSWORD = re.compile(r"(?<=:)[^:@/]+(?=@)")


def file_of(address: str) -> Path | None:
    """The file that an address names, or None for a server; any other address is refused."""
    found = _ADDRESS.fullmatch(address)
    if found is None or found["file"] == ":memory:":
        raise no_address(address)
    return Path(unquote(found["file"])) if found["file"] else None


def no_address(address: str) -> BadInput:
    """The refusal of an address; a password in it is not repeated."""
    return BadInput(
        N_("“{url}” is no SQLite or PostgreSQL address."), url=_PASSWORD.sub("***", address)
    )


def make_file(file: Path) -> None:
    """The file, made for its owner alone if need be, where this program can write."""
    try:
        make_private_file(file)
        if file.is_dir():
            raise fault_at(file, errno.EISDIR)
        # SQLite keeps a log beside the file while it is open.
        for place in (file.parent, file):
            require_writable(place)
    except OSError as error:
        raise _closed(file, error) from error


def find_file(file: Path) -> None:
    """Refuse a file that is not there, or cannot be read; nothing is made."""
    try:
        file.stat()
        if file.is_dir():
            raise fault_at(file, errno.EISDIR)
        if not os.access(file, os.R_OK):
            raise fault_at(file, errno.EACCES)
    except FileNotFoundError as error:
        raise NotFound(
            N_("There is no database {path} yet: run “callcentre init” or “callcentre run” first."),
            path=file,
        ) from error
    except OSError as error:
        raise _closed(file, error) from error


def is_writable(file: Path) -> bool:
    """Whether this program can write the file, and the log that SQLite keeps beside it."""
    try:
        for place in (file.parent, file):
            require_writable(place)
    except OSError:
        return False
    return True


def _closed(file: Path, error: OSError) -> StorageDown:
    return StorageDown(
        N_("The database cannot be opened: {path}: {cause}"),
        path=error.filename or file,
        cause=error.strerror or error,
    )
