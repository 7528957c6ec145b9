"""The settings of the Tasks plugin, and the titles that a query finds."""

import json


def titles(terminal, *words):
    answer = terminal("list", "--json", *words)
    assert answer.status == 0, answer
    return [task["title"] for task in json.loads(answer.out)["tasks"]]


def plugin(terminal, **settings):
    terminal.write(".obsidian/plugins/obsidian-tasks-plugin/data.json", json.dumps(settings))
