"""What each board changes by: new, exchanged, taken down; boards that change alike together."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kit.model.township import Board, Paper
from kit.plan.board_changes import Down, Sheet, board_changes
from kit.plan.take_down import TakeDown

BOARDS = tuple(
    Board(name=f"{v}公开栏", village=v, place="", paper=Paper.A3, read_from_m=1.5)
    for v in ("样例一村", "样例二村", "样例三村")
)
ONE, TWO, THREE = BOARDS
DAY = date(2026, 11, 27)


def sheet(digest: str, *boards: Board) -> Sheet:
    return Sheet(digest=digest, boards=boards or BOARDS)


def test_what_hangs_with_the_same_wording_asks_nobody_to_walk() -> None:
    (change,) = board_changes(BOARDS, {"A": sheet("1")}, {"A": sheet("1")}, ())

    assert change.boards == BOARDS
    assert (change.new, change.again, change.down) == ((), (), ())


def test_another_wording_is_exchanged_and_what_is_new_goes_up() -> None:
    hang = {"A": sheet("2"), "B": sheet("1", ONE)}
    first, others = board_changes(BOARDS, hang, {"A": sheet("1")}, ())

    assert (first.boards, first.new, first.again) == ((ONE,), ("B",), ("A",))
    assert (others.boards, others.new, others.again) == ((TWO, THREE), (), ("A",))


def test_what_moves_to_another_board_comes_off_the_first_at_once() -> None:
    here, there, _ = board_changes(BOARDS, {"A": sheet("2", TWO)}, {"A": sheet("1", ONE)}, ())

    assert here.down == (Down(item_id="A", day=None),)
    assert there.new == ("A",)


def test_what_is_over_comes_down_on_its_day_where_it_hangs() -> None:
    told = TakeDown(item_id="A", title="森林火险", boards=(ONE,), day=DAY, reason="到期")
    here, others = board_changes(BOARDS, {}, {}, (told,))

    assert here.down == (Down(item_id="A", day=DAY),)
    assert (others.boards, others.down) == ((TWO, THREE), ())


@given(
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("12")),
    st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from("12")),
)
def test_every_board_stands_in_one_row_and_every_difference_in_one_list(
    now: dict[str, str], before: dict[str, str]
) -> None:
    changes = board_changes(
        BOARDS, {i: sheet(d) for i, d in now.items()}, {i: sheet(d) for i, d in before.items()}, ()
    )

    assert [board for change in changes for board in change.boards] == list(BOARDS)
    assert set(changes[0].new) == now.keys() - before.keys()
    assert set(changes[0].again) == {i for i in now.keys() & before.keys() if now[i] != before[i]}
