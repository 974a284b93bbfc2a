"""Make the staff that a journey does not make on its pages. Run by `installation` on the machine.

The security administrator of the journey makes the officer; making seven more accounts
the same way would show nothing new.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from tracker.access.terms import Role  # noqa: E402 - after the settings
from tracker.management.demonstration.cast import STARS, Part, sign_up  # noqa: E402
from tracker.models import Area  # noqa: E402

CITY, COUNTY, STREET = "4108", "410871", "410871062"
STAFF = [
    ("reviewer", "周审核", Role.STREET_REVIEWER, STREET, ()),
    ("force", "吴专班", Role.STAR_OFFICER, COUNTY, tuple(STARS)),
    ("county", "郑县办", Role.COUNTY_OFFICE, COUNTY, ()),
    ("city", "王市办", Role.CITY_OFFICE, CITY, ()),
    ("auditor", "冯审计", Role.AUDITOR, CITY, ()),
    ("neighbour", "陈邻街", Role.STREET_OFFICER, "410871060", ()),
    # For the journey of an inspection in 李万街道.
    ("planner", "褚安排", Role.COUNTY_OFFICE, COUNTY, ()),
    ("approver", "卫签发", Role.COUNTY_OFFICE, COUNTY, ()),
    ("inspector", "蒋督导", Role.INSPECTOR, COUNTY, ()),
    ("secretary", "沈书记", Role.BRANCH_SECRETARY, "410871060205", ()),
    ("witness", "韩审计", Role.AUDITOR, COUNTY, ()),
]

if __name__ == "__main__":
    password = sys.stdin.readline().rstrip("\n")
    for username, name, role, code, stars in STAFF:
        sign_up(Part(username, name, role, Area.objects.get(pk=code), stars), password)
