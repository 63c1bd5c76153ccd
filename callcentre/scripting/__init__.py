"""Reading the phone scripts from `scripts/*.toml`, with every fault at once.

Leads edit these files. One that is malformed is reported with file, line and every fault,
and the last good copy of it, else the one shipped with the program, is used in its place
(LS-11, DC-04).
"""

from callcentre.scripting.files import Reading, read_script, read_scripts
from callcentre.scripting.needed import CONFIRMED, SILENT, UNASKED, WORDS

__all__ = ["CONFIRMED", "SILENT", "UNASKED", "WORDS", "Reading", "read_script", "read_scripts"]
