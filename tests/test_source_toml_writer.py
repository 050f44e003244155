"""Settings put back into kit.toml: only what changed, and read back as it was meant."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import SourceError
from kit.source.settings_file import changed_settings, read_settings, settings_of, write_settings
from kit.source.setup import create_workspace
from kit.source.toml_writer import Entry, with_changes

EXAMPLE = (Path(__file__).parents[1] / "examples/daxi/kit.toml").read_text("utf-8")
BOARDS = tuple(Entry(was=number) for number in range(5))

texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('"\\#=[],\n\t\x7f'),
    max_size=20,
)
rows = st.lists(
    st.builds(
        lambda was, name, far: Entry(was=was, values={"name": name, "read_from_m": far}),
        st.none(),
        texts,
        st.floats(0.3, 20),
    ),
    max_size=3,
)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines that went and those that came."""
    old, new = before.split("\n"), after.split("\n")
    return [one for one in old if one not in new], [one for one in new if one not in old]


def test_a_change_touches_its_own_line_and_keeps_the_remark_in_its_column() -> None:
    after = with_changes("kit.toml", EXAMPLE, {"township": {"name": "样例乡", "page_host": ""}})

    name, host = changed_lines(EXAMPLE, after)[1]
    assert name == 'name = "样例乡"                     # 乡镇名，印在海报上'
    assert host.startswith('page_host = ""                      # 扫码页放在哪个网站；没有就写 ""')


def test_nothing_changed_is_the_same_file() -> None:
    same: dict[str, Any] = {"township": {"name": "大溪乡"}, "board": BOARDS, "voice": {}}

    assert with_changes("kit.toml", EXAMPLE, same) == EXAMPLE


def test_a_board_goes_one_comes_and_the_others_keep_their_lines() -> None:
    new = Entry(values={"name": "桥头栏", "village": "样例二村", "place": "桥头", "paper": "A3"})
    entries = (BOARDS[0], BOARDS[2], new, BOARDS[3], BOARDS[4])

    after = with_changes("kit.toml", EXAMPLE, {"board": entries})

    went, came = changed_lines(EXAMPLE, after)
    assert went == [
        'name = "样例一村公开栏"',
        'village = "样例一村"',
        'place = "村委会门口（样例）"',
    ]
    assert came == ['name = "桥头栏"', 'place = "桥头"']
    names = [one["name"] for one in tomllib.loads(after)["board"]]
    assert names == ["乡政府公开栏", "样例二村公开栏", "桥头栏", "样例三村公开栏", "样例四村公开栏"]
    assert "\n\n\n" not in after


def test_the_first_signer_stands_below_the_example_that_is_commented_out() -> None:
    text = '# 签字的人\n# [[signer]]\n# name = ""\n\n[voice]\nspeed = 0.9\n'
    signer = Entry(values={"name": "样甲", "posts": ["党政办业务人员"], "from": ""})

    after = with_changes("kit.toml", text, {"signer": (signer,)})

    new = '\n[[signer]]\nname = "样甲"\nposts = ["党政办业务人员"]\n'
    assert after == text.replace('# name = ""\n', f'# name = ""\n{new}')


def test_a_township_without_market_days_finds_its_rule_again() -> None:
    without = with_changes("kit.toml", EXAMPLE, {"market": None})
    again = with_changes("kit.toml", without, {"market": {"cycle": "solar", "digits": [5]}})

    assert "market" not in tomllib.loads(without)
    assert "# digits = [1, 6]                     # 逢几" in without
    assert tomllib.loads(again)["market"] == {"cycle": "solar", "digits": [5]}
    assert again.index("# [market]") < again.index("\n[market]\n") < again.index("[[slot]]")


def test_a_long_list_keeps_the_lines_and_remarks_of_what_stays() -> None:
    text = 'x = 1\n[[step]]\nname = "甲"\nlist = [\n  "一",  # 要紧\n  # 说明\n  "二",\n]\n# 尾\n'

    after = with_changes("a.toml", text, {"step": (Entry(was=0, values={"list": ["一", "三"]}),)})

    assert after == text.replace('  # 说明\n  "二",\n', '    "三",\n  # 说明\n')


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_mark_stay(end: str, mark: str) -> None:
    text = mark + 'name = 1\n[township]\nname = "甲"  # 乡名\n'.replace("\n", end)

    after = with_changes("kit.toml", text, {"township": {"name": "乙", "county": "丙"}})

    assert after == text.replace("甲", "乙") + f'county = "丙"{end}'


@pytest.mark.parametrize(
    "text",
    [
        'township = {name = "甲"}\n',
        'township.name = "甲"\n',
        'board = [{name = "甲"}]\n',
        "[township\n",
        '[[township]]\nname = "甲"\n',
    ],
)
def test_what_is_written_in_another_way_is_refused_and_never_torn(text: str) -> None:
    with pytest.raises(SourceError, match="改不进去"):
        with_changes("kit.toml", text, {"township": {"name": "乙"}, "board": (Entry(was=0),)})


@settings(max_examples=60)
@given(
    name=texts,
    villages=st.lists(texts, max_size=4),
    keep=st.lists(st.booleans(), min_size=5, max_size=5),
    added=rows,
    flag=st.booleans(),
)
def test_whatever_is_typed_is_read_back_and_no_other_line_is_touched(
    name: str, villages: list[str], keep: list[bool], added: list[Entry], flag: bool
) -> None:
    kept = [entry for entry, is_kept in zip(BOARDS, keep, strict=True) if is_kept]
    changes: dict[str, Any] = {
        "township": {"name": name, "villages": villages, "black_only": flag},
        "board": (*kept, *added),
    }

    after = with_changes("kit.toml", EXAMPLE, changes)

    before, read = tomllib.loads(EXAMPLE), tomllib.loads(after)
    assert read["township"] == {**before["township"], **changes["township"]}
    assert len(read.get("board", ())) == len(kept) + len(added)
    assert {k: v for k, v in read.items() if k not in changes} == {
        k: v for k, v in before.items() if k not in changes
    }
    gone, _ = changed_lines(EXAMPLE, after)
    assert not [line for line in gone if line.startswith("#")]
    # And back again, where no board was taken or added: a remark may stand further right.
    if all(keep) and not added:
        whole = with_changes("kit.toml", after, {"township": before["township"]})
        assert re.sub(" +#", " #", whole) == re.sub(" +#", " #", EXAMPLE)


def test_half_filled_settings_are_read_with_their_faults_at_their_fields(tmp_path: Path) -> None:
    create_workspace(tmp_path, sample=False)

    found = read_settings(tmp_path)

    told = {(one.section, one.number, one.key): one.message for one in found.faults}
    assert told["township", 0, "name"] == "还没有填。"
    assert told["board", 0, "village"] == "还没有填。"
    assert found.data["township"]["villages"] == []


def test_a_name_that_points_nowhere_is_told_though_another_section_is_not_filled_in() -> None:
    text = EXAMPLE.replace('county = "永定区"', 'county = ""').replace(
        'village = "样例四村"', 'village = "样例五村"'
    )

    assert [(one.section, one.number, one.key) for one in settings_of(text).faults] == [
        ("township", 0, "county"),
        ("board", 4, "village"),
    ]


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    create_workspace(tmp_path, sample=False)
    before = read_settings(tmp_path)
    wanted = changed_settings(before, {"township": {"name": "甲乡"}})
    path = tmp_path / "kit.toml"
    path.write_text(path.read_text("utf-8") + "# 别人加的\n", "utf-8")

    with pytest.raises(SourceError, match="别处改过"):
        write_settings(tmp_path, wanted, seen=before.seen)
    assert path.read_text("utf-8").endswith("# 别人加的\n")

    again = read_settings(tmp_path)
    write_settings(
        tmp_path, changed_settings(again, {"township": {"name": "甲乡"}}), seen=again.seen
    )
    assert '"甲乡"' in path.read_text("utf-8")
