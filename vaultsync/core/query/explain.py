"""What a query asks for, in plain words."""

from vaultsync.core.query.query import Query


def explained(query: Query) -> str:
    """Return the explanation, a line for each part; lines end in LF, the last one too."""
    filters = [f"- {one.explained()}" for one in query.filters]
    of_vault, own = filters[: query.global_filters], filters[query.global_filters :]
    lines = ["All of these hold:", *own] if own else [] if of_vault else ["No filters: every task is found."]
    lines += ["These of the vault's global query hold:", *of_vault] if of_vault else []
    for title, keys in (("Sorted", query.sorters), ("Grouped", query.groupers)):
        if keys:
            words = (f"{key.name}{' reversed' if key.reverse else ''}" for key in keys)
            lines.append(f"{title} by {', then by '.join(words)}.")
    lines.append("What is equal is sorted by status type, urgency, due date, priority and path.")
    if query.limit is not None:
        lines.append(f"At most {_tasks(query.limit)} shown.")
    if query.group_limit is not None:
        lines.append(f"At most {_tasks(query.group_limit, ' of each group')} shown.")
    if query.ignores_global:
        lines.append("The vault's global query is left out.")
    return "\n".join(lines) + "\n"


def _tasks(number: int, of: str = "") -> str:
    return f"1 task{of} is" if number == 1 else f"{number} tasks{of} are"
