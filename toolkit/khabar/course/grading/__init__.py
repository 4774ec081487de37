"""Graded exercises: nbgrader does the course, the gradebook and the overwriting of cells; khabar
adds questions as data, a sandbox for what students hand in, and a report. Needs ``khabar[teach]``."""
