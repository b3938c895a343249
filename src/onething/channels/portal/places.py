"""Counties by name, for fields that ask for one."""

from onething.catalog.places import NATION, children, counties, whole_name


def place_code(wanted: str) -> str:
    """Give the code of a county by its name or code; nothing when unknown or when several have that name."""
    plain = "".join(wanted.split())
    if plain in counties(plain):
        return plain
    provinces = children(NATION)
    named = [code for code, name in provinces.items() if plain.startswith(name)]
    found = [
        code
        for province in named or provinces
        for code in counties(province)
        if plain and (whole_name(code) or "").endswith(plain)
    ]
    return found[0] if len(found) == 1 else ""


def place_name(code: str) -> str:
    """Give the full name of a county, or the code itself."""
    return whole_name(code) or code


def places_in(region: str) -> list[str]:
    """Give the full names of the counties of a region, to choose from; none for the whole country."""
    return [place_name(code) for code in counties(region)] if region != NATION else []
