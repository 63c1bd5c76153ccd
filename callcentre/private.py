"""Files and folders that only their owner may read: customers' words lie in them."""

import errno
import os
from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Create the folder and every missing one above it for the owner alone."""
    for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Create the file, for the owner alone, before anything is written into it."""
    make_private_folder(path.parent)
    path.touch(mode=0o600, exist_ok=True)


def require_writable(path: Path) -> None:
    """Raise the fault that writing in this folder or file would end in, without writing."""
    wanted = os.R_OK | os.W_OK | (os.X_OK if path.is_dir() else 0)
    if not os.access(path, wanted):
        path.stat()
        read_only = os.statvfs(path).f_flag & os.ST_RDONLY
        raise fault_at(path, errno.EROFS if read_only else errno.EACCES)


def fault_at(path: Path, code: int) -> OSError:
    """A fault of the file system at a path, as the system itself words it."""
    return OSError(code, os.strerror(code), str(path))
