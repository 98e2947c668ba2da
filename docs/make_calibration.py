"""`python docs/make_calibration.py`: draws `docs/calibration.svg` from the written figures of the evaluation.

How often an event between given sides was right, by tenths of its confidence, for each half; a dot's size is the number
of sentences.  On the line, confidence means what it says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "evaluation" / "results.json"
PICTURE = ROOT / "docs" / "calibration.svg"
SIDE, MARGIN = 360, 48
COLOURS = {"tuning": "#8a8a8a", "checking": "#1f5fa8"}


def main() -> None:
    """Read the figures and write the picture."""
    events: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8"))["events"]
    PICTURE.write_text(draw({half: events[half]["given"] for half in COLOURS}), encoding="utf-8")


def draw(figures: dict[str, dict[str, Any]]) -> str:
    """Return the picture."""
    size = SIDE + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="12">',
        f'<rect width="{size}" height="{size}" fill="#ffffff"/>',
        f'<path d="M{_x(0)} {_y(0)}L{_x(1)} {_y(1)}" stroke="#bbbbbb" stroke-dasharray="4 4"/>',
        f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="#333333"/>',
        *(_tick(at / 5) for at in range(6)),
        f'<text x="{size / 2}" y="{size - 8}" text-anchor="middle">confidence</text>',
        f'<text x="14" y="{size / 2}" text-anchor="middle" transform="rotate(-90 14 {size / 2})">share right</text>',
    ]
    for row, (half, given) in enumerate(figures.items()):
        label = f"{half} half, mean error {given['calibration_error']:.3f}"
        lines.append(f'<text x="{_x(0) + 12}" y="{_y(1) + 14 + 16 * row}" fill="{COLOURS[half]}">{label}</text>')
        lines.extend(_dots(given["calibration"], COLOURS[half]))
    return "\n".join([*lines, "</svg>", ""])


def _dots(tenths: dict[str, dict[str, float]], colour: str) -> Iterator[str]:
    for tenth, row in tenths.items():
        at = float(tenth) + 0.05
        radius = 2 + row["n"] ** 0.5 / 1.5
        yield f'<circle cx="{_x(at)}" cy="{_y(row["accuracy"])}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.6"/>'


def _tick(value: float) -> str:
    return (
        f'<text x="{_x(value)}" y="{_y(0) + 16}" text-anchor="middle">{value:.1f}</text>'
        f'<text x="{_x(0) - 6}" y="{_y(value) + 4}" text-anchor="end">{value:.1f}</text>'
    )


def _x(value: float) -> float:
    return round(MARGIN + value * SIDE, 1)


def _y(value: float) -> float:
    return round(MARGIN + (1 - value) * SIDE, 1)


if __name__ == "__main__":
    main()
