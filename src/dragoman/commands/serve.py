"""`dragoman serve` and `dragoman mcp`."""

from __future__ import annotations

import ipaddress
import os
from pathlib import Path
from typing import Annotated

import typer

from dragoman.commands.app import app
from dragoman.commands.options import RegistryOption, StoreOption
from dragoman.commands.output import errors_shown, message_console
from dragoman.errors import OptionError
from dragoman.pages.passwords import read_password_file, write_password_file
from dragoman.store.connection import locate_store, open_store

TOKEN_VARIABLE = "DRAGOMAN_TOKEN"  # noqa: S105 — the name of a variable, not its value
_SHORTEST = 12  # characters of a token


@app.command(epilog="Example: dragoman serve --store record.db --port 8100")
def serve(
    store: StoreOption = None,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="Port; 0 for any that is free.")] = 8100,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS",
            help="Address to listen on.  Any but this machine's own needs --token or --password-file.",
        ),
    ] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="A name by which browsers reach the server, when it is not the address; repeatable."
        ),
    ] = None,
    read_only: Annotated[bool, typer.Option("--read-only", help="Nothing can be decided or read in.")] = False,
    token: Annotated[
        str | None,
        typer.Option(metavar="TOKEN", envvar=TOKEN_VARIABLE, help="What visitors must know.", show_default=False),
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The file of a password that visitors must know (dragoman password)."),
    ] = None,
    workers: Annotated[
        int, typer.Option(metavar="N", min=1, max=64, help="Processes that answer; more than one needs --read-only.")
    ] = 1,
    registry: RegistryOption = None,
) -> None:
    """Show the record in a browser: ledger, documents, actors, comparisons, review, reading; works offline.

    It listens on this machine alone unless --host says otherwise.  The same record is under /api/v1 (docs/pages.md).
    """
    with errors_shown():
        password = read_password_file(password_file) if password_file is not None else None
        check_address(host, token, is_closed=password is not None)
        check_workers(workers, read_only=read_only)
        path = locate_store(store)
        named = str(path) if path.exists() else f"{path}, a new store,"
        open_store(path, create=not read_only, read_only=read_only and path.exists()).close()
        from dragoman.pages.app import make_app  # noqa: PLC0415 — the packages of the server take half a second
        from dragoman.pages.processes import run_server  # noqa: PLC0415
        from dragoman.pages.security import LOOPBACK  # noqa: PLC0415

        hosts = LOOPBACK | {host.strip("[]").lower()} | {each.lower() for each in name or ()}
        application = make_app(
            path, read_only=read_only, token=token, password=password, hosts=hosts, registry=registry
        )
        shown = f"[{host}]" if ":" in host else host
        message_console().print(f"dragoman shows {named} at http://{shown}:{port}/ (Ctrl-C ends it)", soft_wrap=True)
        run_server(application, host, port, workers)


@app.command(epilog="Example: dragoman mcp --store record.db")
def mcp(store: StoreOption = None, registry: RegistryOption = None) -> None:
    """Give the record to an assistant as tools (Model Context Protocol over standard input and output).

    Contacts, statements, events and actors can be searched, accounts compared, passages read; nothing can be changed.
    """
    with errors_shown():
        path = locate_store(store)
        open_store(path).close()  # brought up to date here; what follows only reads
        from dragoman.pages.mcp import make_server  # noqa: PLC0415 — the packages of the server take a second

        make_server(path, registry).run("stdio")


@app.command(epilog="Example: dragoman password newsroom.password")
def password(file: Annotated[Path, typer.Argument(metavar="FILE", help="Where its hash is written.")]) -> None:
    """Ask for a password and write its hash to a file, for dragoman serve --password-file.

    It is asked for twice and not shown; the password itself is kept nowhere.
    """
    with errors_shown():
        given = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        write_password_file(file, given)
        message_console().print(f"{file} holds the hash of the password; nobody else can read it", soft_wrap=True)


def check_address(host: str, token: str | None, *, is_closed: bool = False) -> None:
    """Raise `OptionError` for an address that others can reach and that asks for nothing, or a token soon guessed.

    `is_closed` tells that a password is asked for.
    """
    if token is not None and len(token) < _SHORTEST:
        raise OptionError(f"--token has {len(token)} characters; give {_SHORTEST} or more")
    if token is None and not is_closed and not is_loopback(host):
        raise OptionError(
            f"--host {host} can be reached by others; give --password-file or --token as well, or leave --host out"
        )


def check_workers(workers: int, *, read_only: bool) -> None:
    """Raise `OptionError` for several processes where pages also write, or where the system cannot part processes.

    What is being read in, and the secrets of forms, are known to one process.
    """
    if workers > 1 and not read_only:
        raise OptionError("--workers: several processes only show; give --read-only as well, or leave --workers out")
    if workers > 1 and not hasattr(os, "fork"):
        raise OptionError("--workers: this system has no fork; leave it out")


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches an address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
