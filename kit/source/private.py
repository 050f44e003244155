"""What in a workspace is the kit's own, and no source of any output."""

from __future__ import annotations

PRIVATE = ".kit"
"""The folder: store, key, lock, and what was printed to be signed."""

FORMAT = 1
"""Of a workspace; grows when a version before could not read what is written now."""

STORE = f"{PRIVATE}/store"
"""Path in the workspace of all that was made once."""

PREVIEW = "preview"
"""Machine tries of dialect texts (机器试读); nothing is ever made from what lies there."""

LOCK = "build.lock"
RETURNS = "returns.jsonl"
"""In the workspace, beside the ledger: what was printed, played and taken down."""

PHOTOS = "回执照片"
"""In the workspace: photos of boards, made anew from their pixels."""

KEY = "key.pem"
"""The township's signing key."""
