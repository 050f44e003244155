"""What stands beside a figure and tells how it is heard: nouns of numbers, units, ratios, days."""

from __future__ import annotations

import re

from kit.text.unit_signs import UNITS, one_of

CN = "零〇○一二三四五六七八九十百千万亿两廿卅"
NUMBER = r"\d{1,3}(?:[,，]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
DAY = r"3[01]|[12]\d|0?[1-9]"
MONTH = r"1[0-2]|0?[1-9]"
YEAR = r"(?:1[6-9]|20|21)\d{2}"
SPELLINGS = one_of(UNITS)
YEAR_BEHIND = re.compile(r" ?(?:年(?!以上|以内|之久|历史)|学年|财年|年度|[届级版]|[春夏秋冬])|）")

# What is counted or measured behind a number: such a number is a value and no code.
COUNTED = re.compile(
    r" ?[余多来]?(?:人(?:民币|(?![社力工民才]))|[元圆块角万亿千百户个条亩名件次份家位例起米斤吨天"
    r"岁项套台辆株头只度倍升克秒平立日周成艘间座所张批场页本支盏眼口篇斗担箱袋包瓶粒棵顷方]"
    rf"|小时|分钟|公里|公斤|公顷|毫|厘|工作日|[%‰]|(?:{SPELLINGS})(?![A-Za-z0-9]))"
)
# 119~160吨 and 150、300元: the unit stands behind the last.
COUNTED_LATER = re.compile(rf"(?: ?[、，或和及至到~-] ?(?:{NUMBER}))+(?:{COUNTED.pattern})")
CODE_BEFORE = re.compile(
    r"(?:(?<![\d一二三四五六七八九十第月日])号|码|[尾末后前][一二三四五六\d]位|邮编"
    r"|(?<!数)线|电话|[分座总]机|手机|短号|图斑|宗地|地块|小班|台区|电杆|杆塔|[水电气]表|传真|频道|口令|QQ群?|车牌|单元|[楼层][,，]?|[国省县乡]道|[座室幢栋])"
    r"[是为:（ ]{0,2}(?:[\dA-Za-z-]+[、和或及/ ])*[\dA-Z-]*$"
)
# The noun ends the sentence before, and the number is all of its own.
CODE_TOLD_BEFORE = re.compile(
    r"(?:(?<![\d一二三四五六七八九十第月日])号|[号编密口]?[码令]|[尾末后前][一二三四五六\d]位|电话|短号|热线|[分座总手]机)"
    r"[^\d，。；！？]{0,6}[？。！：:，；\n]+ ?(?:答[:：]?)?$"
)
CODE_BEHIND = re.compile(
    r" ?(?:开关|刀闸|断路器|线路|线(?![下上索条段])|路公交|国道|省道|县道|乡道"
    r"|室|房间|号房|包间|教室|会议室|办公室)"
)
CALLED = re.compile(r"(?:拨打?|打|致电|报警|火警|急救|热线|电话|[、或和/]1[12]\d)[^\d，。；]{0,3}$")
HOTLINE_SHAPE = r"(?:1(?:10|12|14|19|20|22)|12[13]\d\d|9[56]\d{3,4}|100\d\d)(?!\d)"
HOTLINE = re.compile(HOTLINE_SHAPE)
AMOUNT_BEFORE = re.compile(
    r"(?:[元块角吨斤克升米度次]|\d ?(?:[A-Za-zμµ]{1,4}[23²³]?"
    r"|[^\d，。；、/（）号楼层室日月年时点村届条款期]{1,4})"
    r"|[²³㎡㎥℃]|/[^\d，。；、/（）]{1,4})$"
)
DOTTED_DATE_BEFORE = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2} ?[-~至到]$")
SERVICE_BEHIND = re.compile("[”」]?[一-鿿]{0,6}(?:热线|专线|电话)")
ALONE = re.compile(r"(?:^|[。；\n（“])$")
COUNTING_YEARS = re.compile("[满第近共约达前后每过]$")
BORN = re.compile(r"后(?![期续备台勤\d])|[、和”“]+[05-9][05]”?后")
# 26年, 闽08民初12号, “863”, 211工程, 84消毒液 are names rather than counts.
NAMED = re.compile(r" ?[年民刑行执破财赔司”」\"]|工程|计划|高校|大学|消毒")
RATIO = re.compile(r"(?:比例|配比|之比|比分|稀释|兑水?|配水?|比值|比|氮磷钾)[为是约:]? ?$")
RATIO_BEHIND = re.compile(
    r" ?(?:的?比例|的?配比|兑|稀释|配比?|混合|[获险大]?胜|战胜|击败|[赢输负]|战平|比分)"
)
FIGURE_BEFORE = re.compile(
    rf"(?:\d ?(?:[^\d，。；、（）\s~-]{{1,6}})?|[{CN}]|周[一-日]|星期[一-日]|[A-Za-z级ⅠⅡⅢⅣⅤ])$"
)
LOW = re.compile(r"(?<![\d.:-])\d+(?:\.\d+)? ?$")
HIGH = re.compile(r" ?\d+(?:\.\d+)?(?![\d.:月年])")
"""The ends of a range that stand bare on both sides of its dash."""
FIGURE_AFTER = re.compile(
    rf" ?(?:次日|当日|当天|第二天|[上下中]午|晚上?|凌晨|早上|翌日|农历|第|次年|同年|零下|-)?"
    rf" ?[\d{CN}]| ?(?:周|星期)|[A-Z]\d|[IVXⅠ-Ⅻ]"
)


# Each form: what is written, and all that may be heard for it; nothing means: not mine.
BELOW_ZERO_BEFORE = re.compile(r"-\d+(?:\.\d+)? ?(?:℃|°C|摄氏度|度)? ?[-~至到] ?\+?$")
# What counts without a unit behind: 共1234, 得分520, K12+300, 150、300、400元, 1200÷4.
COUNTS_BEFORE = re.compile(
    r"(?:[共计数达约为到至超近总有第是余和及比前满加减乘×÷=+<>≥≤~-]|[多少高低大小等不]于|不足"
    r"|[价款额金费值分量交缴付收领补给花要罚发扣]|每[人户亩月年])[:： ]?$"
)
COUNTS_BEHIND = re.compile(r" ?(?:[分票股字级路卷则层楼（+×÷=*]|号(?!码))")
