"""English sentences of the kinds that the first reading of other documents missed."""

import pytest

from tests.reading.notation import found

SENTENCES = [
    ("Monthly, by the 12th, sends the readings.", ["Monthly, by the 12th = end month +12cd"]),
    (
        "Every quarter, by the 15th of the following month, submits the report.",
        ["Every quarter, by the 15th of the following month = end quarter +15cd"],
    ),
    (
        "On the first working day of every month sends a reminder.",
        ["On the first working day of every month = end month +1wd"],
    ),
    ("On the second Friday of every month holds a clinic.", ["On the second Friday of every month = 1/month"]),
    ("Twice a year, by 1 March and by 1 October, submits a summary.", ["by 1 March = 3-1", "by 1 October = 10-1"]),
    ("Collects textbooks by the twenty-fourth of May.", ["by the twenty-fourth of May = 5-24"]),
    ("Changes passwords in the first week of October.", ["in the first week of October = 10-7"]),
    ("Reviews contracts before April ends.", ["before April ends = end month4 +0cd"]),
    ("Renews licences in Q2.", ["in Q2 = end month6 +0cd"]),
    ("Checks the printers twice weekly.", ["twice weekly = 2/week"]),
    ("Switches the screens off every evening.", ["every evening = 1+/school_day"]),
    ("Is on duty every Monday and Wednesday.", ["every Monday and Wednesday = 2/week mon wed"]),
    (
        "Replaces a broken laptop within 2 working days.",
        ["within 2 working days = device_broken after 2wd"],
    ),
    ("Looks after broken laptops.", []),
    (
        "Closes the accounts of leavers within three working days.",
        ["within three working days = pupil_leaves after 3wd"],
    ),
    (
        "Before handing a laptop to another colleague wipes it.",
        ["Before handing a laptop to another colleague wipes it = handover before"],
    ),
    ("Checks equipment before Easter.", ["before Easter = period_start before"]),
    ("Collects headphones before the Christmas holidays.", ["before the Christmas holidays = period_start before"]),
    (
        "Updates the timetable before the start of the second term.",
        ["before the start of the second term = period_start before"],
    ),
    (
        "Two weeks before the start of the school year prepares the rooms.",
        ["Two weeks before the start of the school year = period_start before 14cd"],
    ),
    (
        "Reminds teachers five working days before the end of term.",
        ["five working days before the end of term = end term -5wd"],
    ),
    (
        "Upon discovering a security breach, tells us at once.",
        ["Upon discovering a security breach, tells us at once = illegal_software_or_security_breach_found after!"],
    ),
    ("Works Monday to Friday.", []),
    ("Duties may be shared with the deputy.", []),
    ("Once a year (by 1 February) submits the inventory.", ["by 1 February = 2-1"]),
    (
        "Within ten school days of the end of the year archives the data.",
        ["Within ten school days of the end of the year = end year +10wd"],
    ),
    ("Holds two or three workshops a year.", ["two or three workshops a year = 2-3/year"]),
    ("Publishes results in week 20.", ["in week 20 = 5-?"]),
    ("Sends the list by Friday 12 September.", ["by Friday 12 September = 9-12"]),
    ("In the last week of June collects the devices.", ["In the last week of June = end month6 +0cd"]),
    (
        "On the day a pupil leaves closes the account and archives it ten days later.",
        ["On the day a pupil leaves = pupil_leaves at", "ten days later = pupil_leaves after 10cd"],
    ),
    ("Returns keys the next working day.", ["the next working day = other after 1wd"]),
    ("The day before the exam checks the headphones.", ["The day before the exam = planned_test before 1cd"]),
    ("Trains staff every autumn.", ["every autumn = 1/school_year"]),
    ("Checks backups on alternate Tuesdays.", ["alternate Tuesdays = 1/two_weeks tue"]),
    ("Mid-term checks are made in March.", ["in March = 3-?"]),
    (
        "At the beginning of each school year explains the rules.",
        ["At the beginning of each school year = 1/school_year"],
    ),
    ("Deletes accounts 30 days after a pupil leaves.", ["30 days after a pupil leaves = pupil_leaves after 30cd"]),
    ("The laptop is returned on the last day of employment.", ["on the last day of employment = staff_leaves at"]),
    (
        "No later than three days after an excursion hands in the report.",
        ["No later than three days after an excursion = event_held after 3cd"],
    ),
    ("Every four weeks cleans the server room.", ["Every four weeks = 1/month"]),
    ("Meets the head each Monday.", ["each Monday = 1/week mon"]),
    ("Publishes the newsletter on the first of each month.", ["on the first of each month = end month +1cd"]),
    ("The supplier repairs devices within ten working days.", []),
    ("Critical faults: restored within 4 hours.", []),
    ("The term of the chair runs until June.", []),
    ("Pupils may keep the device.", []),
    ("A backup is made weekly (copies are kept for three months).", ["weekly = 1/week"]),
    (
        "Faults are fixed within three working days.",
        ["within three working days = device_broken after 3wd"],
    ),
    (
        "Issues a new password within an hour to users who lost their password.",
        ["within an hour to users who lost their password = user_lost_credentials after 1h"],
    ),
]

HEADINGS = [
    ("By the 10th reports on the devices.", "OCTOBER", ["By the 10th = 10-10"]),
    ("By the 10th reports on the devices.", "Duties", []),
    ("Within 2 working days", "Replacing a broken laptop", ["Within 2 working days = device_broken after 2wd"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert found(text, "en") == expected


@pytest.mark.parametrize(("text", "heading", "expected"), HEADINGS)
def test_what_the_heading_says(text, heading, expected):
    assert found(text, "en", heading=heading) == expected
