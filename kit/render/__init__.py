"""Pages on paper and as pictures; and both read back as a phone or a clerk reads them."""

from __future__ import annotations

import sys
from types import ModuleType

# ReportLab runs whatever is called so, anywhere on the path (a file in the current folder) or in
# the home folder. No output may depend on that: it finds these instead.
for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules.setdefault(_name, ModuleType(_name))
