"""The kit's own folder in a workspace, and what lies in it."""

from __future__ import annotations

PRIVATE = ".kit"
"""The folder: store, key, lock, and what was printed to be signed."""

STORE = f"{PRIVATE}/store"
"""Path in the workspace of all that was made once."""

PREVIEW = "preview"
"""Machine tries of dialect texts (机器试读); nothing is ever made from what lies there."""

LOCK = "build.lock"
KEY = "key.pem"
"""The township's signing key."""
