"""The ``kit`` command and its verbs; each verb's libraries are loaded only when it runs."""

from __future__ import annotations

import gc
import importlib
import re
import sys
import traceback
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import click

from kit import __version__
from kit.cli.options import now
from kit.errors import Cancelled, ExitCode, KitError

VERBS = {
    "init": "kit.cli.workspace",
    "new": "kit.cli.workspace",
    "import": "kit.cli.exchange",
    "export": "kit.cli.exchange",
    "ledger": "kit.cli.ledger",
    "requests": "kit.cli.requests",
    "report": "kit.cli.report",
    "duty": "kit.cli.duty",
    "check": "kit.cli.workspace",
    "week": "kit.cli.at_desk",
    "plan": "kit.cli.week",
    "build": "kit.cli.week",
    "verify": "kit.cli.edition",
    "why": "kit.cli.edition",
    "sign": "kit.cli.review",
    "withdraw": "kit.cli.review",
    "alert": "kit.cli.at_desk",
    "desk": "kit.cli.desk",
    "stick": "kit.cli.stick",
    "returns": "kit.cli.returns",
    "backup": "kit.cli.backup",
    "restore": "kit.cli.backup",
    "update": "kit.cli.update",
    "selftest": "kit.cli.update",
    "serve": "kit.cli.serve",
    "voice": "kit.cli.voice",
    "layout": "kit.cli.layout",
}
_FUNCTIONS = {"import": "import_file"}
"""Of verbs that are words of Python's own."""
LOG = "kit.log"
_ALLOCATIONS = 200_000


class Verbs(click.Group):
    """A group that loads a verb's module when it is called, and speaks Chinese of errors."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the verbs in the order of a clerk's week."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb, or None where there is none of that name."""
        del ctx
        if cmd_name not in VERBS:
            return None
        command = getattr(
            importlib.import_module(VERBS[cmd_name]), _FUNCTIONS.get(cmd_name, cmd_name)
        )
        assert isinstance(command, click.Command)
        return command

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a verb; every error becomes a sentence and the right exit code."""
        # By itself click would tell its errors in English and end the program.
        kwargs["standalone_mode"] = False
        # A command reads all it needs and ends; to look for circles in ten years of items while
        # they are read costs more than reading them.
        gc.set_threshold(_ALLOCATIONS)
        try:
            result = super().main(*args, **kwargs)
        except KitError as error:
            _stop(f"{error.message}\n{error.remedy}", error.exit_code)
        except click.exceptions.Exit as error:
            sys.exit(error.exit_code)
        except click.UsageError as error:
            _stop(f"{_usage(error)}\n用 kit {_verb(error)}--help 看用法。", ExitCode.USAGE)
        except (click.Abort, KeyboardInterrupt):
            _stop(str(Cancelled()), ExitCode.INTERRUPTED)
        except OSError as error:
            # What no use case put into words: a disk that went away in between.
            what = f"读写“{error.filename or '文件'}”出错：{error.strerror or error}。"
            _stop(f"{what}\n请检查磁盘后再试。", ExitCode.STORAGE)
        except Exception:  # noqa: BLE001 - our own defect: a sentence for the clerk, a log for us
            _stop(_report(traceback.format_exc()), ExitCode.STORAGE)
        sys.exit(result if isinstance(result, int) else ExitCode.OK)


def _stop(text: str, code: int) -> NoReturn:
    click.echo(text, err=True)
    sys.exit(code)


def _verb(error: click.UsageError) -> str:
    return f"{error.ctx.info_name} " if error.ctx and error.ctx.info_name in VERBS else ""


def _usage(error: click.UsageError) -> str:
    """Return a usage error in Chinese; click's own texts are English."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    if isinstance(error, click.NoSuchOption):
        near = f"，是不是 {error.possibilities[0]}" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}。"
    if isinstance(error, click.MissingParameter):
        what = error.param.make_metavar(error.ctx) if error.param and error.ctx else "参数"
        return f"还要写上 {what}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写内容。"
    if isinstance(error, click.BadParameter):
        return _bad_parameter(error)
    word = _quoted(error.message)
    if "No such command" in error.message:
        verbs = get_close_matches(word, VERBS, 1)
        return f"没有命令“{word}”{f'，是不是 {verbs[0]}' if verbs else ''}。"
    return f"命令里多写了“{word}”。" if word else f"命令写得不对：{error.message}"


def _bad_parameter(error: click.BadParameter) -> str:
    name = error.param.human_readable_name if error.param else "参数"
    if not error.message.isascii() and error.param is None:
        return error.message
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"{name} 只能写：{'、'.join(map(str, kind.choices))}。"
    if isinstance(kind, click.IntRange):
        return f"{name} 要写 {kind.min} 到 {kind.max} 的整数。"
    if isinstance(kind, click.Path):
        return f"找不到“{_quoted(error.message)}”，或它不是要的那种。"
    return f"{name} 写得不对：{error.message}"


def _quoted(message: str) -> str:
    """Return what click names in quotes or brackets: the clerk's own word."""
    match = re.search(r"['(]([^')]+)[')]", message)
    return match[1] if match else ""


def _report(trace: str) -> str:
    path = Path(LOG).resolve()
    try:
        with path.open("a", encoding="utf-8") as log:
            log.write(f"{now().isoformat()} kit {__version__}\n{trace}\n")
    except OSError:
        return f"软件自己出了错：\n{trace}"
    return f"软件自己出了错。做好的各期没有动。\n请把 {path} 发给维护的人。"


@click.command(cls=Verbs)
@click.version_option(__version__, prog_name="kit", help="版本。")
@click.help_option(help="用法。")
def main() -> None:
    """公开栏海报、墟天宣传单、广播音频，一份公开事项一次做成；不用上网。"""
