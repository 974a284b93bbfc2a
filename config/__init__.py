"""Settings and entry points.

Loading the site makes many objects that stay, and no garbage: to look for some, again and again,
took a quarter of the time of every start. `tracker/apps.py` lets it be looked for once all is
there.
"""

import gc

gc.disable()
