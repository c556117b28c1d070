"""The real courses, read where they lie; nothing of them is part of this repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("PERFOMIX_REAL_COURSES") or Path(__file__).resolve().parents[3] / "../shared/data").resolve()
MUSIC_THEORY = ROOT / "open-music-theory"
DEMO_COURSE = ROOT / "olx" / "demo-test-course"

needs_music_theory = pytest.mark.skipif(
    not MUSIC_THEORY.is_dir(), reason=f"the book open-music-theory is not there (looked in {ROOT})"
)
needs_demo_course = pytest.mark.skipif(
    not DEMO_COURSE.is_dir(), reason=f"the Open edX course demo-test-course is not there (looked in {ROOT})"
)
QTI_EXAMPLES = ROOT / "qti" / "qtiv2p2-examples"

needs_qti_examples = pytest.mark.skipif(
    not QTI_EXAMPLES.is_dir(), reason=f"the published examples of QTI 2.2 are not there (looked in {ROOT})"
)
