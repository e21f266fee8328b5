"""(connection, filters) -> a frame of ci/frames.py; everything is filtered, counted and sorted in SQL."""
