"""The course: questions, feedback, progress and grading. Knows no widget."""
