"""What all tests share: generated inputs are the same in each run, and a busy machine fails none."""

from hypothesis import settings

settings.register_profile("khabar", deadline=None, derandomize=True)
settings.load_profile("khabar")
