"""The tasks of a vault by their names and titles, and an index that has to be built again."""

import json
from pathlib import Path


def titles(terminal, *flags):
    return sorted(task["title"] for task in json.loads(terminal("list", "--all", "--json", *flags).out)["tasks"])


def names(terminal):
    return [task["uid"] for task in json.loads(terminal("list", "--all", "--json").out)["tasks"]]


def name_of(terminal, word):
    tasks = json.loads(terminal("list", "--all", "--json").out)["tasks"]
    return next(task["uid"] for task in tasks if word in task["title"])


def forget_the_index(terminal):
    index = Path(json.loads(terminal("scan", "--json").out)["index"])
    for file in index.parent.glob("index.db*"):
        file.unlink()
