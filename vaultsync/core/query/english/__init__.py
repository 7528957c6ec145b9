"""Days in English words, found as chrono-node 2.3.9 finds them, which the Tasks plugin asks.

Own code, and not dateparser or parsedatetime: both read more than chrono-node does
(`end of month`, `3 days`), take other sides where English is ambiguous (`monday` is the
nearest Monday here, `14 October` the nearest one), and look at the clock.
"""
