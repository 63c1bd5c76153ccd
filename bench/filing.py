"""Filing a call and answering its promise, each beside one raw synced commit of its rows."""

from dataclasses import replace

from bench.fill import FILE, a_call, address
from bench.place import Place
from bench.raw import PlainTables, contents, written
from bench.samples import Comparison, Samples, milliseconds
from callcentre.clock import SystemClock
from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call
from callcentre.domain.contact import AnswerKind, Point
from callcentre.passphrases import Argon2Passphrases
from callcentre.services.answers import answer, take
from callcentre.services.calls import file_call
from callcentre.services.founding import centre_of
from callcentre.services.people import everybody
from callcentre.services.ports import Office
from callcentre.storage.database import open_database

RUNS = 200
OPEN_COMMITMENTS = 10_000


def measure(place: Place, runs: int = RUNS) -> list[Comparison]:
    """A call is filed, then its promise is answered with a result; by turns with the raw rows."""
    home = place.home(OPEN_COMMITMENTS)
    database = open_database(address(home))
    office = Office(database, SystemClock(), Argon2Passphrases())
    # The first of each is not counted: it tells which rows there are to write.
    before, call = contents(home / FILE), _call(office, 0)
    file_call(office, call)
    filed = contents(home / FILE)
    answer(office, _draft(office, call))
    call_rows = written(before, filed)
    answer_rows = written(filed, contents(home / FILE))
    raw = PlainTables(place.folder / "raw.sqlite3")
    raw.make(call_rows | answer_rows)
    took: list[tuple[float, float, float, float]] = []
    for number in range(1, runs + 1):
        call = _call(office, number)
        filing = milliseconds(file_call, office, call)
        raw_filing = milliseconds(raw.commit, call_rows)
        draft = _draft(office, call)
        answering = milliseconds(answer, office, draft)
        raw_answering = milliseconds(raw.commit, answer_rows)
        took.append((filing, raw_filing, answering, raw_answering))
    raw.close()
    database.close()
    filings, raw_filings, answers, raw_answers = map(Samples, zip(*took, strict=True))
    return [
        Comparison(
            what="filing a call",
            ours=filings,
            against="raw commit",
            theirs=raw_filings,
        ),
        Comparison(
            what="answering a promise",
            ours=answers,
            against="raw commit",
            theirs=raw_answers,
        ),
    ]


def _call(office: Office, number: int) -> Call:
    """The n-th call, complete and saved, not yet filed."""
    centre = centre_of(office)
    if centre is None:
        raise AssertionError("a filled database has a centre")
    return a_call(f"bench-{number}", everybody(office)[0], centre, office.clock.now())


def _draft(office: Office, call: Call) -> AnswerDraft:
    """The whole answer to its promise, claimed and not yet filed."""
    draft = take(office, call.complaint.promise.id, call.agent)
    return replace(
        draft,
        kind=AnswerKind.RESULT,
        points=frozenset(Point),
        said="样品已经送达，附说明一份",
        cause="中转时漏扫",
        process="已和承运方确认，改走下一班",
    )
