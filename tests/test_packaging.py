"""What is installed is the whole package and nothing else."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from support import house
from support.isolation import UNSET

NOT_SHIPPED = {".po", ".pot", ".pyc"}
"""What a message catalogue is made from stays in the repository; what it is made into is shipped."""

BUILD = "import sys; from setuptools import build_meta as b; print(b.build_{}(sys.argv[1]))"
PEOPLE_HOME = os.environ.get("PYENV_ROOT") or str(Path.home() / ".pyenv")


def build(kind: str, folder: Path) -> Path:
    """Build the `wheel` or `sdist` of the checkout under the folder, without the network."""
    source = house.copy_to(folder / "source")
    made = folder / "dist"
    made.mkdir()
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", BUILD.format(kind), made],
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return made / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    return build("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution of this checkout."""
    return build("sdist", tmp_path_factory.mktemp("sdist"))


def room_files() -> set[str]:
    """Every file in the rooms that a running program may want, as it lies in site-packages."""
    files = {
        path.relative_to(house.ROOT)
        for room in house.ROOMS
        for path in (house.ROOT / room).rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED and "__pycache__" not in path.parts
    }
    return {f"paperdeck/{path.as_posix()}" for path in files | {Path(n) for n in TOP}}


TOP = ("__init__.py", "__main__.py", "py.typed")


def test_packages_are_the_folders_that_hold_python() -> None:
    folders = {path.parent for path in house.sources()}
    tree = {".".join(["paperdeck", *folder.parts]) for folder in folders}
    assert set(house.project()["tool"]["setuptools"]["packages"]) == tree


def test_every_package_says_what_it_is() -> None:
    silent = {path.parent for path in house.sources()} - {
        path.parent for path in house.sources() if path.name == "__init__.py"
    }
    assert not silent


def test_the_wheel_holds_every_file_of_the_rooms_and_no_other(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    info = {name for name in names if re.match(r"paperdeck-[\d.]+\.dist-info/", name)}
    assert names - info == room_files()


def test_the_wheel_says_who_it_is(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()
        commands = archive.read(name.replace("METADATA", "entry_points.txt")).decode()
    assert "Name: paperdeck\n" in metadata
    assert f"Version: {house.project()['project']['version']}\n" in metadata
    assert "License-Expression: MIT" in metadata
    assert commands.split() == ["[console_scripts]", "paperdeck", "=", "paperdeck.tui.cli:main"]


def test_the_source_distribution_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    made = tmp_path / "dist"
    made.mkdir()
    subprocess.run([sys.executable, "-c", BUILD.format("wheel"), made], cwd=source, capture_output=True, check=True)
    with zipfile.ZipFile(next(made.iterdir())) as again, zipfile.ZipFile(wheel) as first:
        assert sorted(again.namelist()) == sorted(first.namelist())
    assert (source / "tests" / "conftest.py").is_file()


def test_locked_versions_are_those_that_the_project_allows() -> None:
    wanted = house.project()["project"]["dependencies"]
    for lock, names in (
        ("requirements.lock", wanted),
        ("requirements-dev.lock", wanted + house.project()["dependency-groups"]["dev"]),
    ):
        text = (house.ROOT / lock).read_text(encoding="utf-8")
        locked = dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", text, re.MULTILINE))
        assert {re.split(r"[<>=!~\[]", name)[0].lower() for name in names} <= set(locked), lock
        assert "://" not in text
        assert text.count("--hash=sha256:") >= len(locked)


def _pythons() -> list[str]:
    """The oldest and the newest Python at hand that the project allows, one of each version."""
    candidates = [sys.executable, *(f"python3.{minor}" for minor in range(11, 15))]
    candidates += [str(path) for path in Path(PEOPLE_HOME).glob("versions/*/bin/python")]
    found: dict[tuple[int, int], str] = {}
    for candidate in candidates:
        if not (python := shutil.which(candidate)):
            continue
        asked = [python, "-c", "import sys, venv, ensurepip; print(*sys.version_info[:2])"]
        done = subprocess.run(asked, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            major, minor = map(int, done.stdout.split())
            if (3, 11) <= (major, minor) <= (3, 14):
                found.setdefault((major, minor), python)
    versions = sorted(found)
    return [found[version] for version in dict.fromkeys([versions[0], versions[-1]])]


def _install_and_try(distribution: Path, python: str, folder: Path) -> None:
    """Install into an empty environment, then ask the program for its version and for the days of its samples."""
    environment = {name: value for name, value in os.environ.items() if name not in UNSET}
    subprocess.run([python, "-m", "venv", folder / "env"], check=True, env=environment)
    scripts = folder / "env" / "bin"
    pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", distribution]
    done = subprocess.run(pip, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    version = subprocess.run(
        [scripts / "paperdeck", "--version"], capture_output=True, text=True, check=True, cwd=folder
    )
    assert house.project()["project"]["version"] in version.stdout
    module = [scripts / "python", "-W", "error", "-m", "paperdeck", "days", "--json"]
    days = subprocess.run(module, capture_output=True, text=True, check=False, cwd=folder)
    assert (days.returncode, len(json.loads(days.stdout or "[]"))) == (0, 3), days.stderr
    files = subprocess.run(
        [scripts / "python", "-m", "pip", "show", "--files", "paperdeck"], capture_output=True, text=True, check=True
    )
    listed = files.stdout.split("Files:\n")[1].split()
    tops = {name.split("/")[0] for name in listed if not name.startswith("..")}
    assert {re.sub(r"-[\d.]+\.dist-info", ".dist-info", top) for top in tops} == {"paperdeck", "paperdeck.dist-info"}


@pytest.mark.installs
@pytest.mark.parametrize("which", [0, -1], ids=["oldest", "newest"])
def test_the_wheel_works_in_an_empty_environment(which: int, wheel: Path, tmp_path: Path) -> None:
    _install_and_try(wheel, _pythons()[which], tmp_path)


@pytest.mark.installs
def test_the_source_distribution_works_in_an_empty_environment(sdist: Path, tmp_path: Path) -> None:
    _install_and_try(sdist, sys.executable, tmp_path)
