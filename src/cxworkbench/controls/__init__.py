"""ipywidgets faces over records; each has a headless twin."""
