"""A vault with a few tasks and a dashboard."""

import pytest

NOTE = """- [ ] Pay the rent @Myself 📅 2026-02-01 ⏫ #task
- [ ] Call the bank @Bo Lind 📅 2026-02-05 #task
- [?] Send the sheet @Bo Lind 📅 2026-02-20 #task #proposed
- [x] Ring the bell @Bo Lind ✅ 2026-01-05 #task
"""


@pytest.fixture
def desk(terminal):
    terminal.write("Work/A_b.md", NOTE)
    terminal.write("D.md", "```tasks\nnot done\n```\n")
    terminal.write("_archive/Old.md", "- [ ] Mend the fence 📅 2026-02-01 #task\n")
    return terminal
