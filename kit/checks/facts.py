"""The key facts: complete, real, reachable for people without the internet (K rules)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.checks.subject import Fault
from kit.model import of_the_day
from kit.model.fields import BY_LABEL
from kit.model.finding import Severity
from kit.model.item import Channel, Kind, Status
from kit.model.kinds import KINDS, look_of
from kit.model.of_the_day import Dialled
from kit.text.figures.fold import folded
from kit.text.passages import raw_passages
from kit.text.references import unknown_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.checks.subject import Subject
    from kit.model.item import Item

# No local number begins with 0, so those of the samples are nobody's.
_PLACEHOLDER_PHONE = re.compile(
    r"(?:0\d{2,3})?(?:0{6,8}|1234567|12345678|8{7,8})|0\d{2,3}0\d{6,7}|1380{7,8}\d{0,2}"
)
_PLACEHOLDER = re.compile(
    r"样例|[×xX]{2,}(?![A-Za-z])|某某|待定|待填|此处填|请填写|TBD|〇〇", re.ASCII
)
_FILE_NUMBER = re.compile(r"[〔\[(]20\d\d[〕\])]\d{1,5}号")
_ONLINE = (
    "(?:网上|网站|官网|扫码|扫一扫|二维码|小程序|微信|支付宝|公众号|手机银行|手机软件"
    "|APP|App|app|闽政通)"
)
_ACT = r"(?:办|报名|申请|申领|缴|交|登记|填|提交|查|预约|下载|投票|反映)"
_ONLY_ONLINE = re.compile(rf"{_ONLINE}[^。；]{{0,10}}{_ACT}|{_ACT}[^。；]{{0,6}}{_ONLINE}")
_OFFLINE = re.compile(
    r"当面|窗口|现场|柜台|打电话|拨打|电话|便民服务|服务中心|村委|村部|党政办|乡政府|所里|乡里"
    r"|到[^。；，]{0,12}(?:所|站|办|中心|学校|小学|医院|银行|摊位|村)|墟天|摊位|代办|书面|写信|寄信|不会用手机|不会上网|不上网|上门|信用社|网点"
)


def complete(subject: Subject) -> Iterator[Fault]:
    """Ask for who, when and a phone: without them nobody can act on a notice."""
    item = subject.item
    if not item.phones:
        yield Fault("电话", "没有电话。", "请写上办事单位和试拨过的号码，不上网的人只能打电话问。")
    if not item.who:
        yield Fault(
            "谁", "“谁”是空的或写了无。", "请写哪些人要看、要办，如：全乡群众。", Severity.WARN
        )
    if not item.when and item.deadline is None:
        yield Fault(
            "时间", "“时间”和“截止”都没有。", "请至少写一样；一直有效的写：长期。", Severity.WARN
        )


def look_of_its_kind(subject: Subject) -> Iterator[Fault]:
    """Tell the author where a plain notice will hang as something else."""
    look = look_of(subject.item)
    if look is not KINDS[subject.item.kind]:
        kind = next(kind for kind, one in KINDS.items() if one is look)
        yield Fault(
            "类型",
            f"标题和要点像“{kind}”，海报就按“{kind}”排。",
            f"对的，可以把“类型”也改成“{kind}”；不对的，改成别的类型，或改一改标题。",
        )


def references(subject: Subject) -> Iterator[Fault]:
    """Stop references such as {金额3} that nothing stands behind."""
    for passage in raw_passages(subject.item):
        for name in unknown_references(passage.text, subject.item):
            yield Fault(
                passage.label,
                f"{passage.label}里的 {name} 没有对应的内容。",
                "可以用 {金额} {金额2} {截止} {电话} {电话2}，要点里要先填上。",
            )


def placeholders(subject: Subject) -> Iterator[Fault]:
    """Stop made-up phones and words of a template; samples carry a mark instead."""
    item = subject.item
    if item.sample:
        yield Fault(
            "样例",
            "这是样例，所有成品都会印上、说出“样例”。",
            "正式发布前，请把“样例”改为“否”，换成真实内容。",
            Severity.INFO,
        )
        return
    for phone in item.phones:
        if _PLACEHOLDER_PHONE.fullmatch(re.sub(r"\D", "", phone.number)):
            yield Fault("电话", f"“{phone.label}”的号码是占位用的。", "请换成试拨过的真号码。")
    for text in subject.texts:
        if match := _PLACEHOLDER.search(text.text):
            yield Fault(
                text.label,
                f"{text.place}里还有“{match[0]}”。",
                "请换成真实内容；确是样例的，把“样例”改为“是”。",
                offset_lines=text.lines_before(match.start()),
            )
    if any("样例" in cell for _, _, cell in subject.shown_cells):
        yield Fault("表格", "表格里还有“样例”。", "请换成真实内容。")


def dialled(subject: Subject) -> Iterator[Fault]:
    """Ask for phones to be dialled before they are printed or read out."""
    item, today = subject.item, subject.context.today
    if item.sample:
        return
    for phone in item.phones:
        when = of_the_day.dialled(phone, today)
        if when is Dialled.NEVER:
            yield Fault(
                "电话",
                f"“{phone.label}”的号码没有写试拨日期。",
                "请打一遍，在号码后面写（已试拨 年-月-日）。",
            )
        elif when is Dialled.AFTERWARDS:
            yield Fault("电话", f"“{phone.label}”的试拨日期在今天以后。", "请核对试拨日期。")
        elif when is Dialled.LONG_AGO:
            yield Fault("电话", f"“{phone.label}”的号码试拨是一年以前的事了。", "请重新打一遍。")


def alert_elements(subject: Subject) -> Iterator[Fault]:
    """Stop an alert that lacks an element, has what no alert shows, or is a township's own."""
    item = subject.item
    if item.kind is not Kind.EMERGENCY:
        return
    missing = _missing_elements(item)
    if missing:
        yield Fault("预警", f"预警缺少：{'、'.join(missing)}。", "请照上级预警原文补齐。")
    for label, value in (("截止", item.deadline), ("金额", item.amounts)):
        if value:
            # An alert is its nine elements; its sheet and its sound have no place for these.
            yield Fault(
                label, f"预警的海报和广播里没有“{label}”。", "请写 无；要通知的，请另写一条通知。"
            )
    own = subject.context.township.name
    sender = item.emergency.sender if item.emergency else ""
    if own and own in sender:
        yield Fault(
            "预警",
            f"预警的发布单位写的是“{sender}”。",
            "预警由县级以上发布，乡里只能转发；请写原发布单位。",
        )


def _missing_elements(item: Item) -> tuple[str, ...]:
    alert = item.emergency
    if alert is None:
        return ("全部内容",)
    parts = BY_LABEL["预警"].parts
    return tuple(part.label for part in parts if not getattr(alert, part.attribute))


def seen_and_heard(subject: Subject) -> Iterator[Fault]:
    """Ask for both loudspeaker and notice board for an alert."""
    item = subject.item
    if item.kind is not Kind.EMERGENCY:
        return
    missing = [c.value for c in (Channel.LOUDSPEAKER, Channel.BOARD) if c not in item.channels]
    if missing:
        yield Fault(
            "渠道",
            f"应急预警的渠道里没有{'、'.join(missing)}。",
            "请加上，看不清的人要听得到，听不清的人要看得到（无障碍环境建设法第二十九条）。",
        )


def offline_way(subject: Subject) -> Iterator[Fault]:
    """Warn where the only way to act is online."""
    item = subject.item
    told = f"{item.how or ''}。{item.where or ''}"
    if not _ONLY_ONLINE.search(told) and not re.fullmatch(
        rf"[、，和或。\s]*(?:{_ONLINE}[、，和或。\s]*)+", told
    ):
        return
    if not _OFFLINE.search(told):
        yield Fault(
            "怎么办",
            "办法只有网上的。",
            "请写上不用手机怎么办：到哪里、找谁、打什么电话。",
        )


def replaced_files(subject: Subject) -> Iterator[Fault]:
    """Stop a notice of repeal that does not say what it repeals."""
    item = subject.item
    if item.kind is Kind.REPEAL and not item.replaces:
        yield Fault("替代", "没有写废止了哪些文件。", "请在“替代”里写文号或编号，一行一个。")
    if item.kind is Kind.REPEAL and item.table:
        cells = folded("\n".join(cell for row in item.table.rows for cell in row))
        numbered = [one for one in map(folded, item.replaces) if _FILE_NUMBER.search(one)]
        missing = [one for one in numbered if one not in cells]
        if missing and _FILE_NUMBER.search(cells):
            yield Fault(
                "表格",
                f"“替代”里有 {'、'.join(missing)}，表里没有这一行。",
                "请对着原文数一数，改成一样的。",
            )


def withdrawn(subject: Subject) -> Iterator[Fault]:
    """Stop a withdrawal without its reason; else tell the reason to those who sign it."""
    item = subject.item
    if item.status is not Status.WITHDRAWN:
        return
    if not item.withdrawn_because:
        yield Fault("状态", "没有写为什么撤回。", "请在“撤回原因”里写明。")
    else:
        yield Fault(
            "状态",
            f"签完以后各处撤下，网页不再留内容。原因：{item.withdrawn_because.rstrip('。')}。",
            "请核对是不是这一条。",
            Severity.INFO,
        )
