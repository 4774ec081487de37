"""The gradebooks of these tests need not outlive a power cut: nobody waits for the disk at each commit."""

import pytest
import sqlalchemy
from sqlalchemy import event


def hasty(connection, _):
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk():
    event.listen(sqlalchemy.Engine, "connect", hasty)
    yield
    event.remove(sqlalchemy.Engine, "connect", hasty)
