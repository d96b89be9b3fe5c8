"""Who reads a digest, when it comes to them, and which occurrences concern them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from duties.answering import Cast
from duties.models import Occurrence, ReminderHabit
from duties.models.reminders import DigestRhythm
from schools.access_levels import AccessLevel
from schools.models import Membership, Person, School, User

USUAL_HOUR = 7
SENDING_HOURS = range(5, 21)  # local; at night nobody is written to, and what was missed waits for the morning
DAILY_LEVELS = frozenset({AccessLevel.IT, AccessLevel.PRINCIPAL})


@dataclass(frozen=True)
class Reader:
    """A login that may be reminded on a day: its Persons by school, and where it is a principal.

    ``home`` is the first of its schools: it gives the digest its day and its hour.
    """

    user: User
    persons: Mapping[int, Person]
    levels: Mapping[int, frozenset[str]] = field(default_factory=dict)
    rhythm: str = DigestRhythm.WEEKLY
    hour: int = USUAL_HOUR

    @property
    def home(self) -> School:
        """The school that gives the day and the hour."""
        return self.persons[min(self.persons)].school

    @property
    def language(self) -> str:
        """The language in which this reader is written to."""
        return self.user.language or self.home.language

    def moment(self, on: date) -> datetime:
        """Return the instant at which this reader's digest of a day comes."""
        return datetime.combine(on, time(self.hour), ZoneInfo(self.home.time_zone))


def usual_rhythm(levels: Iterable[str]) -> DigestRhythm:
    """Return how often somebody with these access levels is written to who has chosen nothing."""
    return DigestRhythm.DAILY if DAILY_LEVELS & set(levels) else DigestRhythm.WEEKLY


def habit_of(user: User, *, on: date) -> tuple[str, int]:
    """Return a login's rhythm and local hour: its own choice, or what its access levels bring with them."""
    habit = ReminderHabit.objects.filter(user=user).first()
    if habit is not None:
        return habit.rhythm, habit.hour
    return usual_rhythm(Membership.objects.current(on).filter(user=user, school__isnull=False).levels()), USUAL_HOUR


def readers_of(users: Sequence[int], *, on: date, now: datetime) -> list[Reader]:
    """Return those of these logins that may be reminded on a day, in four queries.

    Left out: who has left or lost the access, who has no address or wants no mail; and schools not started yet.
    """
    persons: dict[User, dict[int, Person]] = defaultdict(dict)
    rows = Person.objects.staff().present(on).filter(user__in=users, user__is_active=True, school__started_at__lte=now)
    for person in rows.exclude(user__email="").select_related("school", "user"):
        if person.user is not None:
            persons[person.user][person.school_id] = person
    levels: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    memberships = Membership.objects.current(on).filter(user__in=users, school__isnull=False)
    for user_id, school_id, level in memberships.values_list("user_id", "school_id", "level"):
        levels[user_id][school_id or 0].add(level)
    habits = {habit.user_id: habit for habit in ReminderHabit.objects.filter(user__in=users)}
    found = []
    for user, by_school in persons.items():
        mine = levels[user.pk]
        reachable = {school: person for school, person in by_school.items() if mine.get(school)}
        habit = habits.get(user.pk)
        rhythm = habit.rhythm if habit else usual_rhythm({level for school in reachable for level in mine[school]})
        if reachable and rhythm != DigestRhythm.NEVER:
            found.append(
                Reader(
                    user=user,
                    persons=reachable,
                    levels={school: frozenset(mine[school]) for school in reachable},
                    rhythm=rhythm,
                    hour=habit.hour if habit else USUAL_HOUR,
                )
            )
    return found


@dataclass(frozen=True)
class Addressees:
    """Whom an occurrence concerns on a day; ``is_nobodys``: nobody answers, so the principals are told."""

    people: tuple[int, ...]
    is_nobodys: bool


def addressees(row: Occurrence, cast: Cast, principals: Mapping[int, Sequence[int]]) -> Addressees:
    """Return whom to tell of an occurrence: those who answer and are there, or the school's principals.

    Nobody answers when no one holds the post or class, or when all who do are away both today and on the due day
    and nobody stands in. Whoever is away only today hears of it after coming back.
    """
    answering = cast.answer(row).people
    there = tuple(person for person in answering if not cast.is_away(person, cast.on))
    last = max(row.due_on or cast.on, cast.on)
    if there or any(not cast.is_away(person, last) for person in answering):
        return Addressees(there, is_nobodys=False)
    told = [person for person in principals.get(row.school_id, ()) if not cast.is_away(person, cast.on)]
    return Addressees(tuple(told), is_nobodys=True)


def principals_among(readers: Iterable[Reader]) -> dict[int, list[int]]:
    """Return the Persons of principals by school."""
    found: dict[int, list[int]] = defaultdict(list)
    for reader in readers:
        for school_id, person in reader.persons.items():
            if AccessLevel.PRINCIPAL in reader.levels[school_id]:
                found[school_id].append(person.pk)
    return dict(found)
