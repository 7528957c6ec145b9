"""What stands between `{{` and `}}`, and presets."""

import pytest

from tests.core.query.making import TODAY, asked, found
from vaultsync.core.notation.settings import TasksSettings
from vaultsync.core.query.errors import BadQuery, Spot
from vaultsync.core.query.parse import read_query
from vaultsync.core.query.query import Query
from vaultsync.core.query.terms import QueryFile, Terms

FILE = QueryFile(
    path="Work/Flat/Lease.md",
    properties={
        "Word": "lease",
        "many": "not done\nlimit 1",
        "empty": None,
        "list": ["a", None, "ü"],
        "pair": {"x": [1, True]},
        "count": 3,
        "deep": {"x": "🙂"},
    },
)


def read(text: str, **terms) -> Query:
    return read_query(text, Terms(today=TODAY, **{"file": FILE} | terms))


@pytest.mark.parametrize(
    ("placeholder", "stands_for"),
    [
        ("{{query.file.path}}", "Work/Flat/Lease.md"),
        ("{{ query.file.pathWithoutExtension }}", "Work/Flat/Lease"),
        ("{{query.file.root}}", "Work/"),
        ("{{query.file.folder}}", "Work/Flat/"),
        ("{{query.file.filename}}", "Lease.md"),
        ("{{query.file.filenameWithoutExtension}}", "Lease"),
        ("{{query.file.property('word')}}", "lease"),
        ('{{query.file.hasProperty("none")}}', "false"),
        ("{{preset.folder}}", "Work/Flat/"),
        ("{{query.file.property('list')}}", '["a","ü"]'),
        ("{{query.file.property('pair')}}", '{"x":[1,true]}'),
        ("{{query.file.property('COUNT')}}", "3"),
        ("{{query.file.frontmatter.Word}}", "lease"),
        ("no{{query.file.frontmatter.empty}}ne", "none"),
        ("{{query.file.path.length}}{{preset.folder.length}}", "1821"),
        ("{{ query.file.frontmatter.list.length }}", "3"),
        ("{{query.file.frontmatter.deep.x}}", "🙂"),
        ("{{query.file.frontmatter.deep.x.length}}", "2"),
    ],
)
def test_placeholders_stand_for_the_note_that_holds_the_query(placeholder, stands_for):
    settings = TasksSettings(presets={"folder": "{{query.file.folder}}"})
    (words,) = read(f"path includes {placeholder}", settings=settings).filters

    assert words.wanted == stands_for.lower()


def test_where_functions_are_understood_the_frontmatter_is_written_as_a_property_is():
    """Kills: a list that Mustache is asked for, and a property without a value that is empty."""
    (words,) = read("path includes {{query.file.frontmatter.list}}", functions=True).filters

    assert words.wanted == '["a",null,"ü"]'
    for name in ("empty", "none"):
        with pytest.raises(BadQuery):
            read(f"path includes {{{{query.file.frontmatter.{name}}}}}", functions=True)


def test_a_placeholder_can_stand_for_several_lines():
    query = read("{{query.file.property('many')}}")

    assert (len(query.filters), query.limit) == (1, 1)


@pytest.mark.parametrize(
    "text",
    [
        "path includes {{unknown}}",
        "path includes {{query.file.path",
        "path includes {{query.file.property('none')}}",
        "path includes {{query.file.property('empty')}}",
        "path includes {{query.file.folder.toUpperCase()}}",
        "not done {{! a remark }}",
        "{{preset.none}}",
        "{{preset.a-b}}",
        "path includes {{query.file.property( 'word' )}}",
        'path includes {{query.file.property("it\'s")}}',
        "path includes {{query.file.frontmatter.word}}",
        "path includes {{{query.file.path}}}",
        "path includes {{query.file.frontmatter.list}}",
        "path includes {{query.file.frontmatter.deep}}",
        "path includes {{query.file.frontmatter.deep.y}}",
        "path includes {{query.file.frontmatter.count.length}}",
        "path includes {{query.file}}",
        "not done {{query.file.property('half')}}",
    ],
)
def test_a_placeholder_that_stands_for_nothing_is_an_error(text):
    settings = TasksSettings(presets={"a-b": "done"})
    file = QueryFile(path="A.md", properties={**FILE.properties, "half": "{{open"})

    with pytest.raises(BadQuery):
        read(text, settings=settings, file=file)


def test_a_remark_between_braces_is_left_out_where_functions_are_understood():
    assert read("limit 3 {{! no more than three }}\n{{! and nothing else }}", functions=True).limit == 3
    with pytest.raises(BadQuery):
        read("limit 3 {{! remark }}", functions=True)  # the plugin runs it: not remark


@pytest.mark.parametrize("text", ["path includes {{query.file.path}}", "# {{x}}", "{{preset.calm}}", "preset calm"])
def test_outside_a_note_there_are_no_placeholders_for_the_plugin(text):
    settings = TasksSettings(presets={"calm": "not done\n# {{x}}"})
    with pytest.raises(BadQuery, match="needs the note that holds the query"):
        read(text, settings=settings, file=None, strict=True)


def test_outside_a_note_only_what_asks_for_it_is_refused():
    """Kills: a preset that nobody can use on a command line, and a global query that stops every list unexplained."""
    settings = TasksSettings(presets={"calm": "not done", "outer": "# {{x}}\n{{preset.calm}}\n{{! calm }}"})
    for text in ("{{preset.calm}}", "# {{x}}", "preset calm"):
        assert len(read(text, settings=settings, file=None, functions=True).filters) == ("calm" in text)
    for text in ("path includes {{query.file.path}}", "preset this_file", "path includes {{query.file.path.length}}"):
        with pytest.raises(BadQuery, match=r"`\{\{query\.file\.path.*\}\}` needs the note that holds the query"):
            read(text, file=None, functions=True)
    with pytest.raises(BadQuery, match=r"`query\.file` needs the note that holds the query"):
        found("filter by function task.file.folder === query.file.folder", "a", functions=True)
    here = TasksSettings(global_query="path does not include {{query.file.path}}")
    with pytest.raises(BadQuery, match="the vault's global query") as refused:
        read("done", settings=here, file=None)
    assert "`ignore global query`" in refused.value.remedy
    assert len(read("done\nignore global query", settings=here, file=None).filters) == 1


def test_an_error_in_a_preset_names_the_innermost_one():
    """Kills: an error that names a line in which the words do not stand."""
    settings = TasksSettings(presets={"outer": "not done\npreset inner", "inner": "has id\nnott done"})
    with pytest.raises(BadQuery) as refused:
        read("limit 1\npreset outer", settings=settings)

    assert refused.value.message == "line 2 of the query, in the preset `inner`: do not understand `nott done`"
    assert refused.value.nearest == "not done"
    settings = TasksSettings(presets={"outer": "preset inner\nnott done", "inner": "has id", "here": "preset this"})
    for line, preset in (("preset outer", "outer"), ("preset here", "here"), ("nott done", "")):
        with pytest.raises(BadQuery) as refused:
            read(f"preset inner\n{line}", settings=settings)
        assert refused.value.line == Spot(2, "", preset)


def test_words_that_are_passed_over_and_what_fails_for_a_task_name_the_preset():
    """Kills: a note about a line that says nothing but `preset …`."""
    settings = TasksSettings(presets={"soon": "due befor today", "bad": "filter by function task.due.moment.format()"})
    (over,) = read("limit 1\npreset soon\nnot done", settings=settings).passed_over
    assert over.noted().startswith("line 2 of the query, in the preset `soon`: of the date in `due befor today`")
    with pytest.raises(BadQuery, match=r"^line 2 of the query, in the preset `bad`: "):
        found("limit 1\npreset bad", "a", settings=settings, functions=True)


def test_what_a_preset_asks_of_the_note_is_told_with_its_name():
    with pytest.raises(BadQuery, match=r"^line 1 of the query, in the preset `this_file`: `\{\{query"):
        read("preset this_file", file=None)


def test_presets_may_nest_but_not_in_themselves():
    settings = TasksSettings(presets={"a": "preset b\nnot done", "b": "has due date", "c": "preset d", "d": "preset c"})

    assert len(read("preset a", settings=settings).filters) == 2
    with pytest.raises(BadQuery) as refused:
        read("preset c", settings=settings)
    assert refused.value.message == "line 1 of the query, in the preset `d`: the preset `c` contains itself"
    with pytest.raises(BadQuery) as refused:
        read("preset loop", settings=TasksSettings(presets={"loop": "preset loop"}))
    assert refused.value.message == "line 1 of the query, in the preset `loop`: it contains itself"
    for text in ("preset A", "preset none", "(preset b) OR (done)"):
        with pytest.raises(BadQuery):
            read(text, settings=settings)
    assert len(read("({{preset.b}}) OR (done)", settings=settings).filters) == 1


def test_a_preset_of_no_lines_is_none():
    with pytest.raises(BadQuery, match="there is no preset"):
        read("preset a", settings=TasksSettings(presets={"a": ""}))


@pytest.mark.parametrize(
    ("preset", "wanted"),
    [
        ("path includes {{query.file.property('place')}}", "work/flat/"),
        ("{{preset.inner}}", "{{query.file.folder}}"),
        ("path includes \\\n  {{ query.file.filename }}", "lease.md"),
    ],
)
def test_in_a_preset_placeholders_are_filled_in_once(preset, wanted):
    """Kills: what a preset in it stands for is searched for placeholders, too."""
    file = QueryFile(path=FILE.path, properties={"place": "{{query.file.folder}}"})
    settings = TasksSettings(presets={"a": preset, "inner": "path includes {{query.file.folder}}"})

    (words,) = read("preset a", settings=settings, file=file).filters

    assert words.wanted == wanted


@pytest.mark.parametrize("preset", ["{{query.file.property('many')}}", "# {{nonsense}}\nnot done"])
def test_a_line_of_a_preset_stays_one_line_and_its_comments_are_filled_in(preset):
    with pytest.raises(BadQuery):
        read("preset a", settings=TasksSettings(presets={"a": preset}))


def test_a_preset_that_grows_without_end_is_an_error():
    settings = TasksSettings(presets={"a": "{{preset.a}}" * 9, "b": "\n".join(["preset b"] * 9)})

    for text in ("{{preset.a}}", "preset b"):
        with pytest.raises(BadQuery):
            read(text, settings=settings)


def test_the_plugins_presets_are_there_where_the_vault_has_none():
    assert read("preset hide_everything").layout.hidden >= {"due", "priority", "id", "backlink", "toolbar"}
    assert found("preset this_folder", asked("x", "Work/Flat/A.md"), asked("y", "Work/B.md"), file=FILE) == ["x"]
    with pytest.raises(BadQuery):
        read("preset this_folder_only")


def test_placeholders_that_are_opened_a_hundred_thousand_times_are_an_error():
    """Kills: each of them looks for its end through all that follows, which takes hours."""
    with pytest.raises(BadQuery, match="is not closed"):
        read("description includes {{query.file.path}} " + "{{" * 100_000)
