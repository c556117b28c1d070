"""The sizes of the data sets of DESIGN 12."""

from dataclasses import dataclass


@dataclass(frozen=True)
class DataSet:
    """How much there is of everything. Each person learns in some courses and has progress on all their lessons."""

    name: str
    courses: int
    lessons_per_course: int
    people: int
    progress_rows: int

    @property
    def database(self) -> str:
        return f"perfomix_bench_{self.name.lower()}"

    @property
    def enrolments(self) -> int:
        return self.progress_rows // self.lessons_per_course


SETS = {
    "S": DataSet("S", courses=100, lessons_per_course=20, people=1_000, progress_rows=50_000),
    "M": DataSet("M", courses=2_000, lessons_per_course=20, people=100_000, progress_rows=5_000_000),
    "L": DataSet("L", courses=10_000, lessons_per_course=20, people=500_000, progress_rows=20_000_000),
}
