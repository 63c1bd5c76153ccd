"""Reading the queue and the caller card."""

from datetime import datetime, timedelta

from callcentre.domain.caller import REPEAT_WITHIN, CallerCard
from callcentre.domain.centre import Centre
from callcentre.domain.instant import zone_info
from callcentre.domain.phone import phone_key
from callcentre.domain.queue import Counts, QueueFilter, QueueKey, QueuePage, QueueRow
from callcentre.services.ports import Office

RECENT_CASES = 5


def queue_page(
    office: Office,
    wanted: QueueFilter,
    *,
    anchor: QueueKey | None = None,
    before: int = 0,
    after: int = 200,
) -> QueuePage:
    """A window on the queue: `before` rows above the anchor and `after` from it on."""
    with office.storage.reading() as work:
        return work.views.queue_page(wanted, office.clock.now(), anchor, before, after)


def queue_row(office: Office, commitment_id: str) -> QueueRow | None:
    """One row by its key, or None when it is owed no more."""
    with office.storage.reading() as work:
        return work.views.queue_row(commitment_id)


def counts(office: Office, centre: Centre) -> Counts:
    """The numbers of the header, at the present instant."""
    now = office.clock.now()
    local = now.astimezone(zone_info(centre.zone))
    day_begins = local.replace(hour=0, minute=0, second=0, microsecond=0)
    with office.storage.reading() as work:
        return work.views.counts(
            now, now + centre.limits.due_soon, now + timedelta(hours=1), _utc(day_begins)
        )


def caller_card(office: Office, centre: Centre, phone: str) -> CallerCard:
    """What we know of a number, what we owe it first; an empty card for an unknown one."""
    key = phone_key(phone, centre.country)
    if not key:
        return CallerCard(phone_key="")
    with office.storage.reading() as work:
        since = office.clock.now() - REPEAT_WITHIN
        return work.views.caller_card(key, since, RECENT_CASES)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(zone_info("UTC"))
