"""The library as doctor looks at it: roots, catalog, reports, journals, notes, search index."""

from collections.abc import Iterator

from ...index.catalog import DamagedError
from ...index.errors import PaperdeckError
from ...index.language import _, ngettext
from ...index.library import Library
from ...index.marks.health import repair, verify
from .findings import Finding


def library_findings(library: Library) -> Iterator[Finding]:
    """Everything that belongs to the library; the catalog is brought up to date first."""
    yield from _roots(library)
    yield _catalog(library)
    yield _reports(library)
    yield _marks(library)
    yield _notes(library)
    yield _index(library)


def _roots(library: Library) -> Iterator[Finding]:
    for root in library.roots:
        if root.exists():
            yield Finding("folder", "ok", str(root))
        else:
            advice = _("Put it back, or forget it with: paperdeck remove {path}").format(path=root)
            yield Finding("folder", "error", _("{path} is not there").format(path=root), advice)
    if library.is_sample:
        advice = _("Register your own with: paperdeck add PATH")
        yield Finding("folder", "warning", _("Nothing is registered; the samples are shown"), advice)


def _catalog(library: Library) -> Finding:
    catalog = library.stacks.catalog

    def mend() -> str:
        library.stacks.heal()
        library.refresh()
        return _("The catalog was made anew")

    try:
        damage = catalog.verify()
        if not damage:
            found = library.refresh()
            if catalog.store.notice is not None:
                notice = catalog.store.notice
                return Finding("catalog", "warning", notice.title, notice.advice)
            papers = ngettext("{n} paper", "{n} papers", found.papers).format(n=found.papers)
            files = ngettext("{n} report", "{n} reports", found.files).format(n=found.files)
            return Finding("catalog", "ok", _("{papers} in {files}").format(papers=papers, files=files))
    except DamagedError as error:
        damage = error.advice or error.title
    except PaperdeckError as error:
        return Finding("catalog", "error", error.title, error.advice)
    advice = _("It is only a cache; --fix makes it anew.")
    return Finding("catalog", "error", _("The catalog is damaged: {reason}").format(reason=damage), advice, mend)


def _reports(library: Library) -> Finding:
    try:
        odd = library.stacks.catalog.file_problems()
    except PaperdeckError as error:
        return Finding("reports", "error", error.title, error.advice)
    if not odd:
        return Finding("reports", "ok", _("Every report was read without a problem"))
    told = ngettext("{n} report has oddities", "{n} reports have oddities", len(odd)).format(n=len(odd))
    return Finding("reports", "warning", told, _("See them with: paperdeck check {path}").format(path=odd[0][0]))


def _marks(library: Library) -> Finding:
    try:
        store = library.said.store
        if store.refused is not None:
            raise store.refused
        health = verify(store.folder)
        known = len(store.marks)
    except PaperdeckError as error:
        return Finding("marks", "error", error.title, error.advice)

    def mend() -> str:
        left = repair(store.folder).problems
        return (
            "; ".join(left)
            if left
            else _("The journals are mended; what was damaged is in {folder}").format(folder=store.folder / "damaged")
        )

    told = f"{store.folder}: " + ngettext("marks of {n} paper", "marks of {n} papers", known).format(n=known)
    if health.aside:
        told += "; " + ngettext("{n} line set aside", "{n} lines set aside", health.aside).format(n=health.aside)
    if health.sound:
        return Finding("marks", "ok", told)
    advice = _("All other marks hold. --fix sets what is damaged aside and keeps it.")
    return Finding("marks", "warning", f"{told}; " + "; ".join(health.problems[:3]), advice, mend)


def _notes(library: Library) -> Finding:
    notes = library.notes
    _texts = notes.texts()
    ids, drafts, conflicts, unread = notes.ids(), notes.drafted(), notes.conflicted(), notes.unread()
    told = f"{notes.folder}: " + ngettext("{n} note", "{n} notes", len(ids)).format(n=len(ids))
    problems = notes.problems()
    if problems and not unread:
        return Finding("notes", "error", problems[0].title, problems[0].advice)
    advice = list(unread.values())
    if unread:
        told += "; " + problems[0].title
    if conflicts:
        both = _("Two texts were written at once; both are kept. See: paperdeck note {paper}")
        advice.append(both.format(paper=conflicts[0]))
    if drafts:
        unsaved = _("A text was left unsaved; the reader offers it when you edit the note of {paper}.")
        advice.append(unsaved.format(paper=min(drafts)))
    return Finding("notes", "warning" if advice else "ok", told, "\n".join(advice))


def _index(library: Library) -> Finding:
    def mend() -> str:
        done = library.search.update()
        return done.error or ngettext("{n} paper indexed", "{n} papers indexed", done.added).format(n=done.added)

    try:
        health = library.search.health(verify_crc=True)
    except PaperdeckError as error:
        return Finding("index", "error", error.title, error.advice)
    if health.state == "sound" and not health.missing:
        told = ngettext("{n} paper, {size} MB", "{n} papers, {size} MB", health.papers)
        return Finding("index", "ok", told.format(n=health.papers, size=round(health.size / 1e6, 1)))
    if health.state in ("sound", "absent"):
        told = ngettext("{n} paper is not indexed yet", "{n} papers are not indexed yet", health.missing)
        advice = _("The reader does it in the background, or: paperdeck index")
        return Finding("index", "warning", told.format(n=health.missing), advice, mend)
    told = _("The search index is damaged: {reason}").format(reason="; ".join(health.problems))
    return Finding("index", "error", told, _("Search reads the reports meanwhile; --fix makes it anew."), mend)
