"""The health of the lexicons: all files in order, and quick to load."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from dragoman.errors import LexiconError
from dragoman.lexicons.health import check_lexicons
from dragoman.lexicons.loader import lexicon_names

SOURCE = Path(__file__).parents[2] / "src"
# Time of the processor, not of the clock: the machine may be busy.
TIMING = """
import time
from dragoman.lexicons import loader
start = time.process_time()
loader.load_states(), loader.load_organisations(), loader.load_outlets(), loader.load_given_names()
loader.state_by_word(), loader.state_by_adjective(), loader.organisation_by_word()
print(time.process_time() - start)
"""


def test_all_files_are_in_order() -> None:
    health = check_lexicons()
    assert [found.name for found in health] == list(lexicon_names())
    assert [problem for found in health for problem in found.problems] == []
    assert all(found.entries for found in health)


def test_a_loader_of_another_stage_is_run_and_its_error_told() -> None:
    def fail() -> tuple[str, ...]:
        raise LexiconError("offices.toml: made to fail; mend it")

    health = {found.name: found for found in check_lexicons({"offices.toml": fail})}
    assert health["offices.toml"].problems == ("offices.toml: made to fail; mend it",)
    assert health["states.toml"].problems == ()


def test_loading_the_facts_of_the_world_is_quick() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    runs = [
        float(subprocess.run([sys.executable, "-c", TIMING], env=environment, check=True, capture_output=True).stdout)
        for _ in range(3)
    ]
    assert min(runs) < 0.25  # about 0.05 on an idle machine of 2024
