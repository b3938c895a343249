"""Makes a database ready: migrations, and a release of every thing for every region that has its own."""

import os

import django
from django.core.management import call_command


def use_database(url: str) -> None:
    """Point this process at a database and load Django; one that was loaded for another database moves on."""
    os.environ["DATABASE_URL"] = url
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onething.run.settings")
    django.setup()
    from django.db import connection

    from onething.run.settings import database

    connection.close()
    connection.settings_dict.update(database(url))


def prepare() -> int:
    """Migrate and publish; gives the number of releases. Safe to repeat: equal content is the same release."""
    call_command("migrate", verbosity=0, interactive=False)
    from onething.cases.clock import now
    from onething.catalog import SERVICES, read
    from onething.plans.compose import compose
    from onething.plans.store import publish

    catalog = read(SERVICES)
    pairs = {(thing, "000000") for thing in catalog.things}
    pairs |= {(thing, region) for region, things in catalog.overlays.items() for thing in things}
    for thing, region in sorted(pairs):
        publish(compose(catalog, thing, region), now())
    return len(pairs)
