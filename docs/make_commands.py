"""Writes docs/commands.md from the help of the commands: `python docs/make_commands.py`.

A test fails when the page is not what this would write.
"""

# ruff: noqa: INP001 — a script, no package

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from dragoman.cli import app

PAGE = Path(__file__).parent / "commands.md"

_HEAD = """# The commands

<!-- Written by docs/make_commands.py from the help of the commands; change it there. -->

Exit status: 0 when all was done, 1 when some documents failed (or `check` found something wrong), 2 when nothing could
be done or the command was not understood. Results go to standard output, messages and progress to standard error.
"""


def write_page() -> str:
    """Return the text of docs/commands.md."""
    group: Any = typer.main.get_command(app)
    listed = [(name, group.commands[name]) for name in group.list_commands(None)]
    sections = [_HEAD, *(_write_command(name, command) for name, command in listed)]
    return "\n".join(sections)


def _write_command(name: str, command: Any) -> str:
    arguments = " ".join(_show_argument(p) for p in command.params if p.param_type_name == "argument")
    usage = " ".join(part for part in ("dragoman", name, arguments, "[OPTIONS]") if part)
    lines = [
        f"## dragoman {name}",
        "",
        f"    {usage}",
        "",
        *_paragraphs(command.help),
        "| option | meaning |",
        "|---|---|",
    ]
    lines += [f"| `{_show_names(p)}` | {_show_meaning(p)} |" for p in command.params]
    example = command.epilog.removeprefix("Example: ")
    return "\n".join([*lines, "", "Example:", "", f"    {example}", ""])


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield " ".join(paragraph.split())
        yield ""


def _show_argument(parameter: Any) -> str:
    return f"{parameter.metavar}…" if parameter.nargs == -1 else str(parameter.metavar)


def _show_names(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return _show_argument(parameter)
    names = ", ".join(sorted(parameter.opts, key=len, reverse=True))
    return names if parameter.is_flag else f"{names} {parameter.metavar}"


def _show_meaning(parameter: Any) -> str:
    text = " ".join(parameter.help.split()).replace("|", "\\|")
    if isinstance(parameter.default, str) and parameter.default:
        text += f" Default: `{parameter.default}`."
    return f"{text} Variable: `{parameter.envvar}`." if parameter.envvar else text


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
