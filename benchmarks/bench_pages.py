"""Every kind of page in a browser and a validator, and how large the largest is."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.figures import line
from tests.reach.test_pages_browser import browse, validate, write_site

ROOT = Path(__file__).resolve().parents[1]


def run() -> int:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        write_site(site, ROOT / "examples" / "daxi")
        found = browse(site, ROOT)
        largest = max(page.stat().st_size for page in site.rglob("*.html"))
        errors = len(validate(site, ROOT))
    return (
        line("axe violations (A, AA, AAA; light, dark)", len(found["violations"]), "", most=0)
        + line("requests to elsewhere", len(found["outside"]), "", most=0)
        + line("wider than 320 px, or at 200 % text", len(found["overflow"]), "", most=0)
        + line("type below 22 px", len(found["small"]), "", most=0)
        + line("vnu errors", errors, "", most=0)
        + line("largest page", largest / 1000, "KB", most=50)
    )
