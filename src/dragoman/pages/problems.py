"""Errors as `application/problem+json` (RFC 9457): what went wrong, and what would be right."""

from __future__ import annotations

import json
from typing import Any

from starlette.responses import Response


class ProblemResponse(Response):
    """A response in problem+json."""

    media_type = "application/problem+json"

    def render(self, content: Any) -> bytes:
        """Return the problem as JSON."""
        return json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")


def problem_response(status: int, title: str, detail: str) -> ProblemResponse:
    """Return the answer that says what went wrong."""
    return ProblemResponse({"type": "about:blank", "title": title, "status": status, "detail": detail}, status)
