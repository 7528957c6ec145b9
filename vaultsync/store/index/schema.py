"""The tables of the index. They can be made again at any moment, so there are no migrations."""

from typing import Final

VERSION = 33
"""An index of another version is emptied and built again."""

TASK_COLUMNS = (
    "uid, status, live, whose, section, due, priority, path, line, owners, tags, notes, day, who, words, lines, back"
)
"""What tasks are found and ordered by, folded; then, from `day` on, what a list shows of them besides, and says."""

ORDER = "section, due, priority, path, line, uid"
"""Of tasks in a list."""

WITHIN = "instr(CAST({} AS BLOB), CAST(? AS BLOB))"
"""Whether a column has a text in it, which may be no UTF-8."""

DATED = "(scheduled IS NOT NULL OR start IS NOT NULL)"
"""Of `alike`: tasks with a date from which on they count for more, or for less."""

LABELS = ("path", "filename", "heading", "tags", "owners", "recurrence", "name", "title", "source")
"""The columns of `asked` that have the row of a label."""

SAID: Final = {
    "repaired": "nullif(line.said -> 3, 'null')",
    "marker": "line.said ->> 5",
    "tags": "line.said -> 9",
    "on_completion": "line.said ->> 18",
}
"""Parts of what a line says, as SQL over the row that `lines.said_row` makes of it.

The text is JSON, since it may hold bytes that are no UTF-8, and NULL where it is the line as it stands there.
"""

INSERT_LINE = "INSERT INTO line (note, line, raw, heading, parent) VALUES (?, ?, ?, ?, ?)"
OF_PEOPLE = "not_live_because, " + ", ".join(
    f"facts -> '{each}'" for each in ("type", "title", "person", "participants", "aliases")
)
"""What of a note `core.people` goes by, besides its path."""

INSERT_NOTE = (
    "INSERT INTO note (path, size, mtime, inode, digest, racy, not_live_because, boxes, says, facts, called,"
    " undated) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
NOTE_INDEXES = {
    # By what a note is called: see `core.provenance.called`.
    "note_called": "CREATE INDEX IF NOT EXISTS note_called ON note (called)",
    "note_undated": "CREATE INDEX IF NOT EXISTS note_undated ON note (undated) WHERE undated <> ''",
    "line_of_note": "CREATE INDEX IF NOT EXISTS line_of_note ON line (note, line)",
}
TASK_INDEXES = {
    "line_of_task": "CREATE INDEX IF NOT EXISTS line_of_task ON line (task)",
    # With the tasks, so that words are looked for without reading the lines.
    "line_title": "CREATE INDEX IF NOT EXISTS line_title ON line (title, task)",
    "alike_by_place": "CREATE INDEX IF NOT EXISTS alike_by_place ON alike (kind, place, section, line,"
    " scheduled, start)",
    # Of the few whose dates may count.
    "alike_dated": "CREATE INDEX IF NOT EXISTS alike_dated ON alike (kind, scheduled, start, place, section,"
    f" line) WHERE {DATED}",
    # In the order of what is sorted by: see `numbered`.
    "label_by_key": "CREATE INDEX IF NOT EXISTS label_by_key ON label (kind, key)",
    # In the order of the names of groups: see `answer`.
    "label_by_letters": "CREATE INDEX IF NOT EXISTS label_by_letters ON label (kind, letters)"
    " WHERE letters IS NOT NULL",
}
"""Apart from the tables, since an empty index is filled without them: with notes, and then with tasks."""

PUBLISHED_INDEXES = {"published_uid": "CREATE INDEX published_uid ON published (uid)"}
"""The same, of a first export."""

TABLES = (
    """CREATE TABLE note (
        id INTEGER PRIMARY KEY,
        path UNIQUE NOT NULL,
        size INTEGER NOT NULL, mtime INTEGER NOT NULL, inode INTEGER NOT NULL,
        digest BLOB NOT NULL, racy INTEGER NOT NULL,
        not_live_because TEXT NOT NULL,
        boxes INTEGER NOT NULL,
        says BLOB NOT NULL,
        facts TEXT NOT NULL,
        called NOT NULL, undated NOT NULL
    )""",
    """CREATE TABLE line (
        id INTEGER PRIMARY KEY,
        note INTEGER NOT NULL, line INTEGER NOT NULL,
        raw NOT NULL, heading NOT NULL, parent INTEGER,
        name TEXT, status TEXT, title, said TEXT,
        task INTEGER
    )""",
    *NOTE_INDEXES.values(),
    f"CREATE TABLE task (id INTEGER PRIMARY KEY, {TASK_COLUMNS})",
    "CREATE INDEX task_in_list ON task (live, section, due, priority, path, line)",
    # How many of its lines perhaps came back: of hardly any task there are some.
    "CREATE INDEX task_back ON task (back) WHERE back > 0",
    """CREATE TABLE asked (
        task INTEGER PRIMARY KEY, speaker INTEGER NOT NULL, lines INTEGER NOT NULL, live INTEGER NOT NULL,
        status TEXT NOT NULL, whose TEXT NOT NULL, closed INTEGER NOT NULL, type TEXT NOT NULL, symbol NOT NULL,
        priority INTEGER NOT NULL, created INTEGER, start INTEGER, scheduled INTEGER, due INTEGER, done INTEGER,
        cancelled INTEGER, sub INTEGER NOT NULL, links TEXT, line INTEGER NOT NULL,
        path INTEGER, filename INTEGER, heading INTEGER, tags INTEGER, owners INTEGER, recurrence INTEGER, name INTEGER,
        title INTEGER, source INTEGER,
        description NOT NULL, lower, spoken, begins BLOB NOT NULL
    )""",
    # The kind of each task, and what tasks of one kind are ordered by: see `alike`. `place` has the letters of a path.
    # In `asked` all this would be in the way of every scan.
    "CREATE TABLE alike (task INTEGER PRIMARY KEY, kind INTEGER NOT NULL, place, section, line, scheduled, start)",
    # Its numbers once more, those of some tasks in each row: see `sheets`.
    "CREATE TABLE sheet (id INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    # The texts that many tasks share, each with its sort key: see `columns`. `kind` is the column of `asked`. `place`
    # has the letters of a path, and `letters` those of the name of the group that is called after a text.
    "CREATE TABLE label (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, text NOT NULL, key BLOB NOT NULL,"
    " place BLOB, letters BLOB, UNIQUE (kind, text))",
    "CREATE INDEX label_place ON label (place) WHERE kind = 'path'",
    *TASK_INDEXES.values(),
    # How many tasks there are: to count them would take longer than to list some.
    "CREATE TABLE tally (live, status, whose, tasks INTEGER NOT NULL, PRIMARY KEY (live, status, whose)) WITHOUT ROWID",
    """CREATE TRIGGER task_comes AFTER INSERT ON task BEGIN
        INSERT INTO tally VALUES (new.live, new.status, new.whose, 1) ON CONFLICT DO UPDATE SET tasks = tasks + 1;
    END""",
    """CREATE TRIGGER task_goes AFTER DELETE ON task BEGIN
        UPDATE tally SET tasks = tasks - 1 WHERE live = old.live AND status = old.status AND whose = old.whose;
    END""",
    "CREATE TABLE name (name NOT NULL, task INTEGER NOT NULL, PRIMARY KEY (name, task)) WITHOUT ROWID",
    "CREATE INDEX name_of_task ON name (task)",
    "CREATE TABLE suggestion (score REAL NOT NULL, one INTEGER NOT NULL, other INTEGER NOT NULL)",
    "CREATE INDEX suggestion_of_one ON suggestion (one)",
    "CREATE INDEX suggestion_of_other ON suggestion (other)",
    "CREATE TABLE diagnostic (note INTEGER, path NOT NULL, line INTEGER, code TEXT, message, remedy TEXT)",
    "CREATE INDEX diagnostic_of_note ON diagnostic (note)",
    "CREATE TABLE fact (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    # What grouping remembers: see `shelf`.
    "CREATE TABLE feature (path NOT NULL, line INTEGER NOT NULL, unit INTEGER NOT NULL, data BLOB NOT NULL,"
    " PRIMARY KEY (path, line)) WITHOUT ROWID",
    "CREATE INDEX feature_of_unit ON feature (unit)",
    "CREATE TABLE unit (unit INTEGER PRIMARY KEY, ids BLOB, data BLOB NOT NULL)",
    "CREATE TABLE posting (key INTEGER NOT NULL, unit INTEGER NOT NULL, PRIMARY KEY (key, unit)) WITHOUT ROWID",
    "CREATE TABLE edge (one INTEGER NOT NULL, other INTEGER NOT NULL, value INTEGER NOT NULL,"
    " PRIMARY KEY (one, other)) WITHOUT ROWID",
    "CREATE TABLE grouped (unit INTEGER NOT NULL, level INTEGER NOT NULL, part INTEGER NOT NULL,"
    " PRIMARY KEY (unit, level)) WITHOUT ROWID",
    "CREATE INDEX grouped_in ON grouped (part, level)",
    # What calendars need of each task, which of it has moved since, and what was made of it: see `components`.
    "CREATE TABLE card (task INTEGER PRIMARY KEY, data BLOB NOT NULL)",
    "CREATE TABLE turn (number INTEGER NOT NULL)",
    "INSERT INTO turn VALUES (0)",
    "CREATE TABLE moved (task INTEGER PRIMARY KEY, turn INTEGER NOT NULL)",
    "CREATE INDEX moved_since ON moved (turn)",
    *(
        f"CREATE TRIGGER card_{done} AFTER {done} ON card BEGIN"
        " UPDATE turn SET number = number + 1;"
        f" INSERT OR REPLACE INTO moved SELECT {row}.task, number FROM turn; END"
        for done, row in (("insert", "new"), ("delete", "old"))
    ),
    "CREATE TABLE published (task INTEGER PRIMARY KEY, uid NOT NULL)",
    *PUBLISHED_INDEXES.values(),
    "CREATE TABLE variant (name TEXT PRIMARY KEY, turn INTEGER NOT NULL, used TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE chunk (id INTEGER PRIMARY KEY, variant TEXT NOT NULL, first TEXT NOT NULL, tasks BLOB NOT NULL,"
    " decided TEXT NOT NULL, merged TEXT NOT NULL, parts BLOB NOT NULL, text BLOB NOT NULL)",
    "CREATE UNIQUE INDEX chunk_of_variant ON chunk (variant, first)",
)
