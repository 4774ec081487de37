"""nbgrader's settings for the course; `khabar exercises` and `nbgrader` itself both read them."""

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "khabar"
# Each solution cell says itself what to replace.
c.ClearSolutions.code_stub = {"python": ""}
c.ClearSolutions.text_stub = "(Write your answer here instead of this line.)"
c.ClearSolutions.enforce_metadata = True
