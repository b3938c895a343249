"""Let time pass and ask registries, until stopped."""

from argparse import ArgumentParser, Namespace


def add_arguments(parser: ArgumentParser) -> None:
    """Take none."""


def run(arguments: Namespace) -> int:
    """Work."""
    import django

    django.setup()
    from onething.run.worker import work_until_told

    work_until_told()
    return 0
