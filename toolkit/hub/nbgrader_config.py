# For all users of a hub: copy it to /usr/local/etc/jupyter/ (or <environment>/etc/jupyter/).
import os

c = get_config()  # noqa: F821  (nbgrader provides it)

c.CourseDirectory.course_id = "khabar"
c.Exchange.root = os.environ.get("KHABAR_EXCHANGE", "/srv/nbgrader/exchange")
