"""Bursts of saves, gathered. A script says what happens when; nobody waits."""

import pytest

from vaultsync.core.events import Batch, Event, EventKind, batches

QUIET, CAP, EVERY = 0.3, 2.0, 300.0


class Script:
    """Plays events at their moments; the clock jumps from one to the next."""

    def __init__(self, *happens: tuple[float, EventKind, str]) -> None:
        self._events = [Event(*each) for each in happens]
        self.at = 0.0

    def take(self, until: float | None) -> Event:
        if self._events and (until is None or self._events[0].at <= max(until, self.at)):
            event = self._events.pop(0)
            self.at = max(self.at, event.at)
            return event
        if not self._events and (until is None or until >= self.at + EVERY / 2):
            return Event(self.at, EventKind.END)
        assert until is not None
        self.at = max(self.at, until)
        return Event(self.at, EventKind.NOTHING)


def saved(at: float, path: str = "a.md") -> tuple[float, EventKind, str]:
    return at, EventKind.SAVED, path


def touched(at: float, path: str = "a.md") -> tuple[float, EventKind, str]:
    return at, EventKind.TOUCHED, path


def played(*happens: tuple[float, EventKind, str], work: float = 0.0, cap: float = CAP) -> list[tuple[float, Batch]]:
    """Return each batch with the moment at which it was handed over; each takes `work` seconds."""
    script = Script(*happens)
    out = []
    for batch in batches(script.take, now=lambda: script.at, every=lambda: EVERY, quiet=QUIET, cap=cap):
        out.append((round(script.at, 3), batch))
        script.at += work
    return out


def paths(played: list[tuple[float, Batch]]) -> list[tuple[float, set[str]]]:
    return [(at, set(batch.paths)) for at, batch in played]


def test_the_first_finished_save_after_a_pause_waits_for_nothing():
    assert paths(played(saved(10.0))) == [(10.0, {"a.md"})]


def test_a_save_in_place_is_answered_when_the_file_is_closed():
    assert paths(played(touched(10.0), touched(10.01), saved(10.02))) == [(10.02, {"a.md"})]


def test_a_note_that_nobody_closes_is_looked_at_after_the_quiet_period():
    assert paths(played(touched(10.0))) == [(10.3, {"a.md"})]


def test_a_closed_note_does_not_hurry_one_that_is_still_written():
    assert paths(played(touched(10.0, "a.md"), touched(10.01, "b.md"), saved(10.02, "b.md"))) == [
        (10.32, {"a.md", "b.md"})
    ]


def test_a_burst_is_one_batch_after_its_first_save():
    burst = [saved(10.0 + number / 100, f"{number}.md") for number in range(10)]
    assert paths(played(*burst)) == [(10.0, {"0.md"}), (10.31, {f"{number}.md" for number in range(1, 10)})]


@pytest.mark.parametrize(
    ("work", "handed"), [(0.0, [10.0, 10.4, 10.8, 11.2]), (0.7, [10.0, 11.4, 12.8, 14.2]), (9.0, [10.0, 21.0])]
)
def test_saves_that_never_end_wait_as_long_as_the_batch_before_them_took(work: float, handed: list[float]):
    """Kills: a wait for the cap however little there is to do, one without end, and one longer than the cap."""
    writing = [saved(10.0 + number / 10, f"{number}.md") for number in range(int(10 * (handed[-1] - 10)))]
    assert [at for at, _ in played(*writing, work=work)][: len(handed)] == handed


def test_what_is_still_written_waits_for_the_cap_among_saves_that_never_end():
    writing = [touched(10.05), *(saved(10.0 + number / 10, f"{number}.md") for number in range(1, 40))]
    assert [at for at, _ in played(*sorted(writing))][:1] == [12.05]


def test_constant_writing_cannot_starve_the_index():
    writing = [touched(10.0 + number / 10) for number in range(60)]
    assert [at for at, _ in played(*writing)] == [12.0, 14.1, 16.2]


def test_the_cap_comes_before_the_end_of_the_quiet_period():
    writing = [touched(10.0 + number * 0.28) for number in range(8)]
    assert [at for at, _ in played(*writing)] == [12.0]


def test_what_queued_up_while_a_batch_was_worked_at_is_one_batch():
    writing = [touched(10.0 + number / 10, f"{number}.md") for number in range(100)]
    sizes = [len(batch.paths) for _, batch in played(*writing, work=20.0)]
    assert sizes == [21, 79]


def test_a_queue_that_fills_as_fast_as_it_is_emptied_is_cut_at_the_cap():
    class Flood:
        at = 10.0

        def take(self, until):
            self.at += 0.01
            return Event(self.at, EventKind.TOUCHED if self.at < 20 else EventKind.END, "a.md")

    flood = Flood()
    found = list(batches(flood.take, now=lambda: flood.at, every=lambda: EVERY, quiet=QUIET, cap=CAP))
    assert [batch.events for batch in found] == [pytest.approx(201, abs=1)] * 4


def test_after_a_pause_the_first_save_is_answered_at_once_again():
    assert paths(played(saved(10.0), saved(10.1), saved(20.0))) == [
        (10.0, {"a.md"}),
        (10.4, {"a.md"}),
        (20.0, {"a.md"}),
    ]


@pytest.mark.parametrize("kind", [EventKind.WALK, EventKind.SETTINGS])
def test_what_leads_to_a_walk_waits_for_quiet(kind):
    ((at, batch),) = played((10.0, kind, ""), saved(10.2))
    assert (at, batch.walk, batch.settings) == (10.5, kind is EventKind.WALK, kind is EventKind.SETTINGS)
    assert (batch.paths, batch.events) == ({"a.md"}, 2)


def test_the_end_is_not_kept_waiting():
    assert played(touched(10.0), (10.1, EventKind.END, ""), saved(10.2)) == []
    assert played((10.0, EventKind.END, ""), saved(10.2)) == []


class Endless:
    """Nothing ever happens, until so many moments have been waited for."""

    def __init__(self, moments: int) -> None:
        self.asked: list[float] = []
        self._moments = moments

    def take(self, until: float | None) -> Event:
        assert until is not None
        self.asked.append(until)
        return Event(until, EventKind.END if len(self.asked) > self._moments else EventKind.NOTHING)


def test_everything_is_looked_at_now_and_then():
    endless = Endless(3)
    found = list(batches(endless.take, now=lambda: 5.0, every=lambda: 300.0))
    assert found == [Batch(walk=True)] * 3
    assert endless.asked == [305.0, 605.0, 905.0, 1205.0]


def test_after_trouble_the_next_walk_comes_sooner():
    pauses = iter([300.0, 5.0, 10.0, 300.0])
    endless = Endless(3)
    list(batches(endless.take, now=lambda: 0.0, every=lambda: next(pauses)))
    assert endless.asked == [300.0, 305.0, 315.0, 615.0]


def test_saves_do_not_put_a_walk_off():
    saves = [saved(float(at)) for at in range(7, 700, 7)]
    assert [at for at, batch in played(*saves) if batch.walk] == [300.0, 600.0]


def test_a_queue_that_is_never_empty_does_not_put_a_walk_off():
    saves = [saved(float(at)) for at in range(10, 600, 10)]
    walk, *_ = (batch for _, batch in played(*saves, work=20.0) if batch.walk)
    assert walk == Batch(frozenset({"a.md"}), walk=True, events=1)


def test_trouble_with_a_save_brings_the_walk_forward():
    pauses = iter([300.0, 5.0, 300.0])
    asked = []

    def take(until):
        asked.append(until)
        return [Event(100.0, EventKind.SAVED, "a.md"), Event(105.0, EventKind.NOTHING), Event(106.0, EventKind.END)][
            len(asked) - 1
        ]

    found = list(batches(take, now=lambda: 0.0, every=lambda: next(pauses)))
    assert asked == [300.0, 105.0, 405.0]
    assert found == [Batch(frozenset({"a.md"}), events=1), Batch(walk=True)]


def asked(at: float, name: str = "4711") -> tuple[float, EventKind, str]:
    return at, EventKind.ASKED, name


def test_a_question_with_nothing_before_it_is_answered_at_once():
    assert played(asked(10.0)) == [(10.0, Batch(asked=frozenset({"4711"})))]


def test_a_question_ends_the_waiting_for_more():
    (at, batch), (later, rest) = played(touched(10.0), asked(10.1), saved(10.2))
    assert (at, batch.paths, batch.asked) == (10.1, {"a.md"}, {"4711"})
    assert (later, rest.paths, rest.asked) == (10.5, {"a.md"}, frozenset())


def test_a_question_is_no_save_that_others_have_to_wait_for():
    """Whoever lists tasks and then saves is followed at once, too."""
    assert paths(played(asked(10.0), saved(10.1))) == [(10.0, set()), (10.1, {"a.md"})]


def test_questions_do_not_put_the_walk_off():
    assert [batch.walk for _, batch in played(asked(100.0), asked(200.0), asked(299.0), saved(301.0))][3] is True
