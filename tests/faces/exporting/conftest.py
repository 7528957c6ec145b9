"""A vault whose settings have feeds."""

import pytest


@pytest.fixture
def harbour(terminal):
    terminal.write(
        ".vaultsync/vaultsync.toml",
        """me = ["Ana Ruiz"]
[feeds.soon]
query = "due before 2026-02-10"
colour = "tomato"
alarms = "1d 09:00"
path = "calendars/soon.ics"
""",
    )
    terminal.write(
        "A.md",
        "- [ ] Pay the pilot @Ana Ruiz 📅 2026-02-03 #task ^a1\n- [ ] Mend the net @Bo Lind 📅 2026-02-20 #task ^a2\n"
        "- [x] Coil the rope @Ana Ruiz 📅 2026-01-05 #task ✅ 2026-01-10 ^a3\n- [ ] Undated @Ana Ruiz #task ^a4\n",
    )
    return terminal
