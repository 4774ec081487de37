# A JupyterHub for a class that reads with khabar: what this course wants, for every kind of hub.
# On The Littlest JupyterHub copy it to /opt/tljh/config/jupyterhub_config.d/; elsewhere call
# load_subconfig("…/jupyterhub_config.py") in the hub's own jupyterhub_config.py. Who may log in and where
# servers run stays the hub's affair. docs/teaching.md explains each step.
import os

c = get_config()  # noqa: F821  (JupyterHub provides it)

# A full session measured at most 700 MB (server, one kernel, the whole course): one kernel more, and air.
c.Spawner.mem_limit = "1G"
c.Spawner.mem_guarantee = "700M"
c.Spawner.cpu_limit = 1

# The first lesson, with the others and the exercises beside it.
c.Spawner.default_url = "/lab/tree/notebooks/00-first-look.ipynb"
# Thirty people come in the same minute.
c.JupyterHub.concurrent_spawn_limit = 30
c.Spawner.start_timeout = 120

# nbgrader's exchange: where assignments are released to and handed in; everybody must be able to write there.
c.Spawner.environment = {"KHABAR_EXCHANGE": os.environ.get("KHABAR_EXCHANGE", "/srv/nbgrader/exchange")}
