"""The kinds of numbers that belong to one person, and those known by the words beside them."""

from __future__ import annotations

import re
from enum import StrEnum


class PrivateKind(StrEnum):
    """Whose number it is."""

    ID_NUMBER = "身份证号"
    BANK = "银行账号"
    MOBILE = "手机号"
    PASSPORT = "护照号"
    PERMIT = "证件号"
    INSURED = "社保、医保、就诊的号码"
    PLATE = "车牌号"
    ACCOUNT = "QQ、微信一类的号"
    MAIL = "电子邮箱"
    HOME_PHONE = "家里的电话"
    PASSWORD = "密码、验证码"  # noqa: S105 - the word for it
    BODY = "指纹、人脸一类的编号"
    COORDINATES = "经纬度"
    LONG = "一长串数字，像卡号或证号"


MERELY_ASKED = frozenset(
    {
        PrivateKind.PLATE,
        PrivateKind.ACCOUNT,
        PrivateKind.MAIL,
        PrivateKind.HOME_PHONE,
        PrivateKind.PASSWORD,
        PrivateKind.COORDINATES,
        PrivateKind.LONG,
    }
)
"""Kinds that an office has as well as a person, so that somebody must look."""

_SOON = r"[^,。;\n]{0,8}?"
_DIGITS = r"\d(?:[ -]?\d)"
_NAMED = r"[:：是为]?\s{0,2}"
_FORMS = (
    # In pieces: 前六位999999，出生19720314，后四位1234.
    (
        PrivateKind.ID_NUMBER,
        (
            r"身份证[^。\n]{0,8}?[前首][六6]位[^\d。\n]{0,4}\d{6}[^。\n]{0,16}?"
            r"(?:(?:19|20)\d{6}|[后末尾][四4]位[^\d。\n]{0,3}\d{3}[\dXx])[^。\n]{0,10}"
        ),
    ),
    (
        PrivateKind.ID_NUMBER,
        (
            r"身份证[^。\n]{0,16}?(?:19|20)\d{6}[^。\n]{0,8}?"
            r"[后末尾][四4]位[^\d。\n]{0,3}\d{3}[\dXx]"
        ),
    ),
    # Its groups set apart as a list is: 999999、1972、0314、123、4.
    (
        PrivateKind.ID_NUMBER,
        (
            r"身份证[^。\n\d]{0,12}\d{6}[、,/](?:19|20)\d\d[、,/]?\d\d[、,/]?\d\d"
            r"[、,/]?\d{3}[、,/]?[\dXx](?!\d)"
        ),
    ),
    (
        PrivateKind.BODY,
        (
            r"(?:指纹|虹膜|人脸|掌纹|声纹|基因|DNA|血样)[^,。;\n\d]{0,6}?(?:编号|编码|号码?|ID)"
            rf"{_NAMED}[A-Za-z\d][A-Za-z\d_-]{{3,}}"
        ),
    ),
    (
        PrivateKind.COORDINATES,
        (
            r"(?:北纬|东经|经度|纬度)[^\d\n]{0,3}\d{1,3}(?:[.°]\d)"
            r"|(?<![\d.])1[0-3]\d\.\d{4,},? ?\d{2}\.\d{4,}"
        ),
    ),
    (
        PrivateKind.PLATE,
        r"(?:车辆识别代?[号码]+|车架号|VIN|发动机号)[^\dA-Za-z\n]{0,4}[A-Za-z\d]{6,17}(?![A-Za-z\d])",
    ),
    (PrivateKind.PASSPORT, rf"护照{_SOON}[A-Za-z]{{0,2}} ?{_DIGITS}{{6,8}}(?!\d)"),
    (PrivateKind.PASSPORT, r"(?<![A-Za-z\d])(?:[EGDSPegdsp]|E[A-Z])\d{7,8}(?![\dA-Za-z])"),
    (
        PrivateKind.PERMIT,
        (
            r"(?:(?:通行|居住|退伍|退役|复员|转业|军官|士官|军人|士兵|警官|驾驶|优待|低保|特困|残疾|救助|结婚|离婚|老年|学生|准考)证"
            rf"|台胞证|回乡证|出生医学证明|户口[本簿]|学籍号){_SOON}[A-Za-z]{{0,2}}{_DIGITS}{{5,}}"
        ),
    ),
    (PrivateKind.PERMIT, r"(?<![A-Za-z\d])[CHMchm]\d{8,10}(?![\dA-Za-z])"),
    (
        PrivateKind.INSURED,
        (
            r"(?:社保|医保|社会保障|(?:社会|养老|医疗)保险|参合|参保|就诊|住院|病历|门诊|公积金)"
            r"[^\d,。;\n话线]{0,6}?[号码卡][^\d,。;\nA-Za-z]{0,3}[A-Za-z]{0,2}(?!0\d{2,3}-)"
            rf"{_DIGITS}{{5,}}"
        ),
    ),
    (
        PrivateKind.PLATE,
        (
            r"(?<!公车)(?<!公务车)"
            r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
            r"\)? ?[A-Za-z][ ·.\-)]{0,2}(?=[A-Za-z ]{0,5}\d)"
            r"[A-Za-z\d](?:[ ]?[A-Za-z\d]){4,5}(?![A-Za-z\d])"
        ),
    ),
    (PrivateKind.PLATE, r"(?:车牌|牌照|车号)[^\d,。;\n]{0,6}[A-Za-z\d]{5,7}(?![A-Za-z\d])"),
    (
        PrivateKind.ACCOUNT,
        (
            r"(?:[Qq] ?[Qq]|扣扣|企鹅号?|(?<![A-Za-z])加 ?[qQ]|[抖快][音手]号?)(?!群)"
            rf"[^\d,。;\n]{{0,5}}?{_NAMED}[1-9A-Za-z](?:[ ]?[\dA-Za-z_-]){{4,14}}"
        ),
    ),
    (
        PrivateKind.ACCOUNT,
        (
            r"(?:[微薇威] ?信|[Vv]信|(?i:wechat)|(?<![A-Za-z])(?i:wx|vx)) ?(?:号|(?i:id)|加|联系)?"
            rf"{_NAMED}[A-Za-z][A-Za-z0-9_-]{{5,19}}(?!\.)"
        ),
    ),
    (
        PrivateKind.ACCOUNT,
        (
            r"(?:IMEI|(?:宽带|系统|登录|网银)(?:账号|名)|(?:[电水气][费表]?|缴费)户号(?:[^\d,。;:\n]{1,6}(?=:))?)"
            rf"{_NAMED}[A-Za-z\d](?:[ ]?[A-Za-z\d_-]){{4,}}"
        ),
    ),
    (PrivateKind.ACCOUNT, rf"微信昵称[^。;\n]{{0,14}}?号{_NAMED}[A-Za-z][A-Za-z0-9_-]{{5,19}}"),
    (
        PrivateKind.MAIL,
        (
            r"[A-Za-z0-9_.+-]+ ?(?:@|#|[(\[]at[)\]]) ?(?!(?:[A-Za-z0-9-]+\.)*gov\.cn)"
            r"[A-Za-z0-9-]+(?: ?(?:\.|[(\[]dot[)\]]) ?[A-Za-z]{2,})+"
        ),
    ),
    (
        PrivateKind.HOME_PHONE,
        r"(?:宅电|小灵通|家(?:里|中|庭)?的?(?:座机|电话|固话))(?:号码?)?[:：是为]?[^\d,。;\n]{0,2}\d[\d-]{6,}",
    ),
    (
        PrivateKind.PASSWORD,
        rf"(?:密码|口令|验证码)(?:设|改|初始)?{_NAMED}(?=[A-Za-z@#!]*\d)[A-Za-z\d@#!._-]{{4,}}",
    ),
    (
        PrivateKind.PASSWORD,
        r"(?:密码|口令)[^。;\n\d]{0,10}?身份证[^。;\n\d]{0,12}?[是为:]\d{6}(?!\d)",
    ),
    # What Excel makes of a long number: its first digits are there.
    (PrivateKind.LONG, r"\d\.\d{2,}E\+(?:09|1\d|2\d)"),
)
LABELLED = tuple((kind, re.compile(form)) for kind, form in _FORMS)
