"""A penalty for late work that grows by the day, as a plugin of nbgrader's."""

from __future__ import annotations

import math

from traitlets import Float

from nbgrader.plugins import BasePlugin  # isort: skip


class ByDay(BasePlugin):
    """A share of the points is taken off for each day that has begun; in ``nbgrader_config.py``:
    ``c.AssignLatePenalties.plugin_class = "khabar.course.grading.late.ByDay"``."""

    per_day = Float(0.1, help="The share of the points that a day costs.").tag(config=True)
    grace_hours = Float(0, help="Hours that cost nothing.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """The points to take off."""
        hours = total_seconds_late / 3600 - self.grace_hours
        return round(score * min(1, self.per_day * math.ceil(hours / 24)), 2) if hours > 0 else 0.0
