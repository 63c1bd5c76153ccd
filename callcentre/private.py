"""Files and folders that only their owner may read: customers' words lie in them."""

from pathlib import Path


def make_private_folder(folder: Path) -> None:
    """Create the folder and every missing one above it for the owner alone."""
    for missing in reversed([f for f in (folder, *folder.parents) if not f.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Create the file, for the owner alone, before anything is written into it."""
    make_private_folder(path.parent)
    path.touch(mode=0o600, exist_ok=True)
