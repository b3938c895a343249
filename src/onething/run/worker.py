"""The worker: lets time pass for cases and asks registries, again and again."""

import logging
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections

from onething.cases.sweeping import sweep
from onething.exchange.runner import perform_due

IDLE_SECONDS = 0.25
TROUBLE_SECONDS = 0.5
logger = logging.getLogger(__name__)


def work_until_told() -> None:
    """Work until SIGTERM or SIGINT, which raise. A database that is away is waited for: nothing is lost by stopping
    anywhere, for what was not committed is done again.
    """
    while True:
        if not _round():
            time.sleep(IDLE_SECONDS)


def _round() -> bool:
    """Do what is due once; tells whether there may be more."""
    close_old_connections()
    return any([_one(sweep), _one(perform_due)])


def _one(job: Callable[[int], int]) -> bool:
    try:
        return job(100) > 0
    except DatabaseError as error:
        logger.warning("the database is away: %s", type(error).__name__)
        time.sleep(TROUBLE_SECONDS)
        return False
