"""The cache is deleted, replaced or damaged under a reader: nothing crashes, and the answers come back."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from paperdeck.index import places
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library
from support.report_maker import make_report
from support.scale import scaled

DELETES = """
import shutil, sys, threading
from pathlib import Path
from paperdeck.index import places
from paperdeck.index.config.records import Config
from paperdeck.index.library import Library

library = Library.open(Config(), [Path(sys.argv[1])], hurried=True)
library.refresh()
expected = len(library.days())
over = threading.Event()
faults, answers = [], 0

def read():
    global answers
    try:
        while not over.is_set():
            for day in library.days():
                library.day_entries(day.day)
            for entry in library.view():
                assert entry.id
            answers += 1
    except BaseException as error:
        faults.append(repr(error))

readers = [threading.Thread(target=read) for _ in range(2)]
for reader in readers:
    reader.start()
for number in range(int(sys.argv[2])):
    shutil.rmtree(places.cache_dir(), ignore_errors=True)
    if number % 3 == 0:
        library.stacks.heal()
    library.refresh()
over.set()
for reader in readers:
    reader.join()
library.refresh()
print(len(library.days()) == expected, bool(answers), library.stacks.catalog.store.in_memory, faults)
library.close()
"""


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three days of reports."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        day = f"2026-01-0{number + 1}"
        (folder / f"{day}.md").write_text(make_report(number, day=day), "utf-8")
    return folder


def test_a_cache_deleted_under_two_reading_threads_ends_nothing(reports: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", DELETES, reports, str(max(200, scaled(200)))],
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "True True False []\n"), done.stderr


def test_a_reader_whose_cache_was_deleted_hears_of_it_and_reads_anew(reports: Path) -> None:
    library = Library.open(Config(), [reports], hurried=True)
    library.refresh()
    days = library.days()
    library.mark([library.day_entries(days[0].day)[0].id], read=True)
    assert library.said.flush()
    assert not library.poll().files_changed
    shutil.rmtree(places.cache_dir())
    assert library.poll().files_changed
    library.refresh()
    assert not library.poll().files_changed
    assert library.days() == (days[0]._replace(unread=days[0].unread - 1), *days[1:])
    library.close()
    again = Library.open(Config(), [reports])
    assert again.days()[0].unread == days[0].unread - 1
    again.close()


ODD = {
    "nonsense": "UPDATE papers SET packed = x'7b7d'",
    "other values": "UPDATE papers SET packed = CAST('[1,[2],[3],4,[5],[]]' AS BLOB)",
    "facts": "UPDATE readings SET facts = CAST('[1,2,3,[],null,[],[]]' AS BLOB)",
    "unknown codec": "UPDATE files SET encoding = 'klingon'",
    "no codec of text": "UPDATE files SET encoding = 'hex'",
    "swapped span": "UPDATE readings SET start = stop, stop = start",
    "beyond the file": "UPDATE readings SET stop = 99999999",
    "before the file": "UPDATE readings SET start = -5",
    "text for a number": "UPDATE readings SET start = 'abc'",
    "day": "UPDATE days SET papers = 'x'",
    "path": "UPDATE files SET path = 5 WHERE id = 1",
    "problems": "UPDATE files SET problems = '{'",
    "no place": "UPDATE papers SET place = 'x'",
    "no file": "UPDATE readings SET file = 77",
    "marks": "INSERT INTO said VALUES ('x', 'y')",
    "due": "INSERT OR REPLACE INTO meta VALUES ('due', '[3]')",
    "stamp": "UPDATE papers SET stamp = 'x'",
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_row_is_seen_and_healed(reports: Path, odd: str) -> None:
    library = Library.open(Config(), [reports])
    library.refresh()
    expected = list(library.view())
    papers = [library.paper(entry.id) for entry in expected]
    library.close()
    (file,) = places.cache_dir().rglob("catalog*.sqlite")

    def spoil() -> None:
        connection = sqlite3.connect(file)
        connection.execute(ODD[odd])
        connection.commit()
        connection.close()

    spoil()
    library = Library.open(Config(), [reports])
    assert library.stacks.catalog.verify()
    library.days()
    library.refresh()
    list(library.view())  # no trace, whatever is in it
    library.check()
    assert library.stacks.catalog.verify() == ""
    assert list(library.view()) == expected
    if odd != "no file":  # then no report describes the papers, until all rows are looked at
        spoil()
        assert [library.paper(entry.id) for entry in expected] == papers
    library.close()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs FIFOs")
def test_a_catalog_that_is_no_file_is_set_aside(reports: Path) -> None:
    file = places.catalog_file([reports])
    file.parent.mkdir(parents=True)
    os.mkfifo(file)
    library = Library.open(Config(), [reports])
    library.refresh()
    assert len(library.days()) == 3
    assert file.is_file()
    library.close()
