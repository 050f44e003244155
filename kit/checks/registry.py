"""The table of checks, and the two ways to run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.checks import (
    compared,
    dates,
    facts,
    foreign_places,
    full_names,
    phones,
    privacy,
    table_figures,
    table_unread,
    wording,
)
from kit.checks.subject import Check, Subject
from kit.model.finding import Finding, Severity
from kit.text.privacy.private_kinds import PrivateKind
from kit.text.privacy.private_numbers import without_private

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.checks.subject import Context, Fault
    from kit.model.item import Item

_WARN, _INFO = Severity.WARN, Severity.INFO

# Order is the order of the report: secrets and people first, then figures, then words.
CHECKS: tuple[Check, ...] = (
    Check(code="S01", about="国家秘密标志", run=privacy.secret_marks),
    Check(code="S02", about="内部资料标记", run=privacy.internal_marks),
    Check(code="S03", about="过程性文件", run=privacy.process_papers, severity=_WARN),
    Check(code="P01", about="身份证号", run=privacy.private_numbers(PrivateKind.ID_NUMBER)),
    Check(code="P02", about="手机号", run=privacy.private_numbers(PrivateKind.MOBILE)),
    Check(code="P02", about="电话栏的手机号", run=privacy.phones_of_persons),
    Check(code="P03", about="银行账号", run=privacy.private_numbers(PrivateKind.BANK)),
    Check(code="P04", about="家庭住址", run=privacy.home_addresses),
    Check(code="P14", about="图片的文件名", run=privacy.pictures_named_after_people),
    Check(code="P05", about="会公开的号码列", run=privacy.open_columns),
    Check(code="P06", about="人名旁的病情", run=privacy.health_beside_names),
    Check(code="P07", about="未满十四岁的孩子", run=privacy.children_by_name),
    Check(code="P08", about="名单没有摘下日期", run=privacy.list_without_end),
    Check(code="P09", about="名单上广播", run=privacy.list_read_aloud, severity=_WARN),
    Check(code="P10", about="受助人全名", run=full_names.names_of_the_needy),
    *(
        Check(code="P11", about=kind.value, run=privacy.private_numbers(kind))
        for kind in PrivateKind
        if kind not in {PrivateKind.ID_NUMBER, PrivateKind.MOBILE, PrivateKind.BANK}
    ),
    Check(code="P12", about="写全名的理由", run=full_names.full_names),
    Check(code="P10", about="只在本村栏写全名", run=full_names.names_on_own_board),
    Check(code="P13", about="遮盖后只剩星号", run=full_names.stars_alone),
    Check(code="P14", about="文字里的人名", run=full_names.persons),
    Check(code="K01", about="要点不全", run=facts.complete),
    Check(code="K02", about="日期前后矛盾", run=dates.order_of_days),
    Check(code="K02", about="墟期", run=dates.market_days),
    Check(code="K02", about="文字里的日子和钟点", run=compared.times_in_words),
    Check(code="K03", about="引用", run=facts.references),
    Check(code="K03", about="文字里的数", run=compared.figures_in_words),
    Check(code="K04", about="表格核对", run=table_figures.sums),
    Check(code="K04", about="表格里看不懂的数", run=table_unread.unread_cells),
    Check(code="K04", about="表格里的村", run=foreign_places.villages),
    Check(code="K05", about="占位内容", run=facts.placeholders),
    Check(code="K07", about="预警要素", run=facts.alert_elements),
    Check(code="K08", about="预警又听又看", run=facts.seen_and_heard, severity=_WARN),
    Check(code="K09", about="不上网怎么办", run=facts.offline_way, severity=_WARN),
    Check(code="K10", about="会过时的说法", run=dates.relative_words, severity=_WARN),
    Check(code="K11", about="试拨", run=facts.dialled, severity=_WARN),
    Check(code="K13", about="另外的数", run=compared.other_figures, severity=_INFO),
    Check(code="K14", about="电话和设置里的", run=phones.like_the_townships_own),
    Check(code="K15", about="海报的样子", run=facts.look_of_its_kind, severity=_INFO),
    Check(code="T01", about="公开时限", run=dates.published_in_time, severity=_WARN),
    Check(code="T03", about="征求意见期限", run=dates.long_enough),
    Check(code="T08", about="过期", run=dates.outdated, severity=_WARN),
    Check(code="T09", about="废止哪些文件", run=facts.replaced_files),
    Check(code="T11", about="撤回", run=facts.withdrawn),
    Check(code="L01", about="长句", run=wording.long_sentences, severity=_WARN),
    Check(code="L02", about="广播稿过长", run=wording.long_script, severity=_WARN),
    Check(code="L03", about="公文话", run=wording.jargon, severity=_WARN),
    Check(code="L04", about="读不出的写法", run=wording.unreadable, severity=_WARN),
    Check(code="L05", about="别处的称呼", run=wording.other_level),
    Check(code="L05", about="别处的地名", run=foreign_places.foreign_places, severity=_WARN),
    Check(code="L06", about="错字和标点", run=wording.misprints, severity=_WARN),
    Check(code="L07", about="联网读不了的读音", run=wording.unsent_readings, severity=_WARN),
    Check(code="L08", about="文号写法", run=wording.file_number, severity=_WARN),
    Check(code="G01", about="字体缺字", run=wording.missing_glyphs),
    Check(code="G02", about="看不见的字符", run=wording.unseen_characters),
)


def check_item(item: Item, context: Context) -> tuple[Finding, ...]:
    """Return everything wrong with one item, in the order of :data:`CHECKS`."""
    subject = Subject(item, context)
    found = (
        _finding(check.code, check.severity, fault, item)
        for check in CHECKS
        for fault in check.run(subject)
    )
    return tuple(dict.fromkeys(found))


def check_items(
    items: Sequence[Item], context: Context, others: Sequence[Item] = ()
) -> tuple[Finding, ...]:
    """Return everything wrong with the items, each for itself, and with all together.

    ``others`` are not looked at one by one: they are signed and over.
    """
    found = [finding for item in items for finding in check_item(item, context)]
    found += [
        _finding("T05", Severity.WARN, fault, item)
        for item, fault in dates.undecided((*items, *others), context.today)
    ]
    return tuple(found)


def _finding(code: str, severity: Severity, fault: Fault, item: Item) -> Finding:
    line = item.place.lines.get(fault.label)
    return Finding(
        code=code,
        severity=fault.severity or severity,
        message=without_private(fault.message),
        remedy=without_private(fault.remedy),
        item_id=item.item_id,
        file=item.place.file,
        line=None if line is None else line + fault.offset_lines,
        field=fault.label,
    )
