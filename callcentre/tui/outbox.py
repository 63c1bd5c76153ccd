"""Drafts that wait: to be filed when the database is back, or to be gone on with."""

from collections.abc import Iterator
from dataclasses import dataclass

from callcentre.domain.answer import AnswerDraft
from callcentre.domain.call import Call
from callcentre.errors import CallCentreError, StorageDown
from callcentre.services.answers import answer
from callcentre.services.calls import file_call
from callcentre.services.ports import OrphanDraft
from callcentre.tui.desk import Desk

Draft = Call | AnswerDraft


@dataclass(frozen=True, slots=True)
class Filing:
    """What became of a draft that waited: filed, or refused with the reason."""

    draft: Draft
    refused: CallCentreError | None = None


class Outbox:
    """What was finished while the database was away. It is in the journal too, so it survives
    the program; filing is idempotent, so trying again is safe."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._waiting: dict[str, Draft] = {}

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def add(self, draft: Draft) -> None:
        """Keep a finished draft until it is filed."""
        self._desk.journal.keep(draft)
        self._waiting[draft.id] = draft

    def take_over(self) -> Iterator[OrphanDraft]:
        """The drafts of programs that died: finished ones are filed, the others are given."""
        for orphan in self._desk.journal.orphans():
            if orphan.draft.saved_at is not None:
                self._waiting[orphan.draft.id] = orphan.draft
            else:
                yield orphan

    async def file_all(self) -> list[Filing]:
        """File what waits, oldest first. A refused draft stays in the journal and is not tried
        again before the next start; a silent database leaves everything waiting."""
        filings: list[Filing] = []
        for draft_id, draft in list(self._waiting.items()):
            try:
                await self._file(draft)
            except StorageDown:
                break
            except CallCentreError as refused:
                filings.append(Filing(draft, refused))
            else:
                self._desk.journal.finish(draft_id)
                filings.append(Filing(draft))
            del self._waiting[draft_id]
        return filings

    async def _file(self, draft: Draft) -> None:
        if isinstance(draft, Call):
            await self._desk.write(file_call, draft)
        else:
            await self._desk.write(answer, draft, draft.saved_at)
