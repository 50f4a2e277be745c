"""Zip files with the same bytes each time: every entry has one and the same day."""

import datetime
import io
import re
import zipfile
from typing import Final

_MODIFIED: Final = re.compile(
    rb"(<dcterms:(?P<what>created|modified)\b[^>]*>)[^<]*(</dcterms:(?P=what)>)"
)


def without_times(content: bytes, day: datetime.datetime) -> bytes:
    """The same zip file, each entry dated `day`, as are the times among the properties.

    openpyxl 3.1 writes the time of saving over the one that it is given.
    """
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=day.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            stamp = day.isoformat(timespec="seconds").encode() + b"Z"
            part = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<3>", old.read(name))
            new.writestr(entry, part)
    return file.getvalue()
