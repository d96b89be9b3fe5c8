"""What happens when: acts in the order of their instants, so that the demo's past is written as it would have been."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

Act = Callable[[datetime], None]


@dataclass
class Timeline:
    """Acts that wait for their instant. An act may plan further ones, also at its own instant."""

    _waiting: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=count)

    def at(self, moment: datetime, act: Act) -> None:
        """Let ``act`` happen at ``moment``; it is called with that instant."""
        heapq.heappush(self._waiting, (moment, next(self._numbers), act))

    def run(self, *, until: datetime) -> int:
        """Let everything happen up to and including an instant; returns how many acts that were."""
        done = 0
        while self._waiting and self._waiting[0][0] <= until:
            moment, _number, act = heapq.heappop(self._waiting)
            act(moment)
            done += 1
        return done
