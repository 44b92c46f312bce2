"""The colours of pictures, by day and by night."""

from __future__ import annotations

from typing import Literal

Theme = Literal["auto", "light", "dark"]

FONT = "system-ui,-apple-system,'Segoe UI','Helvetica Neue',Arial,'Noto Sans',sans-serif"

_TONES_LIGHT = {
    "data": "#0b7285",
    "code": "#495057",
    "run": "#b35c00",
    "eval": "#7048a8",
    "model": "#1c5fb8",
    "live": "#2b7a3d",
    "shut": "#6c757d",
}

_TONES_DARK = {
    "data": "#4cc4d6",
    "code": "#adb5bd",
    "run": "#f0a34a",
    "eval": "#b794f0",
    "model": "#74a9f7",
    "live": "#63cf7b",
    "shut": "#9aa3ab",
}

_LIGHT = {
    "paper": "#fcfcfd",
    "card": "#ffffff",
    "rim": "#d5dae0",
    "ink": "#1b2026",
    "soft": "#5c6670",
    "line": "#98a3ae",
    "warn": "#9a5700",
    "root": "#1c5fb8",
    "bad": "#c02f2f",
    "on": "#e3f5e6",
    "off": "#fdeaea",
    "other": "#fff1df",
}

_DARK = {
    "paper": "#171a1e",
    "card": "#20252b",
    "rim": "#3b434c",
    "ink": "#eceff2",
    "soft": "#a4adb7",
    "line": "#6c7783",
    "warn": "#f0b35a",
    "root": "#74a9f7",
    "bad": "#ff8a80",
    "on": "#1d3a24",
    "off": "#402021",
    "other": "#3b2b14",
}


def style_of(theme: Theme) -> str:
    """The style sheet. `auto` follows the reader's system; readers that know no media queries see the light one."""
    if theme == "dark":
        return _rules(_DARK, _TONES_DARK)
    light = _rules(_LIGHT, _TONES_LIGHT)
    return light if theme == "light" else f"{light}@media(prefers-color-scheme:dark){{{_rules(_DARK, _TONES_DARK)}}}"


def _rules(colours: dict[str, str], tones: dict[str, str]) -> str:
    c = colours
    rules = [
        f".p{{fill:{c['paper']};stroke:{c['rim']}}}.c{{fill:{c['card']};stroke:{c['rim']}}}",
        f".n{{fill:{c['ink']}}}.s{{fill:{c['soft']}}}.w{{fill:{c['warn']}}}.bad{{fill:{c['bad']}}}",
        f".e{{fill:none;stroke:{c['line']}}}.a{{fill:{c['line']}}}.halo{{stroke:{c['paper']}}}",
        f".root{{stroke:{c['root']};stroke-width:2.5}}.asked{{fill:{c['root']}}}",
        f".on-live{{fill:{c['on']};stroke:{tones['live']}}}.on-bad{{fill:{c['off']};stroke:{c['bad']}}}",
        f".on-run{{fill:{c['other']};stroke:{tones['run']}}}.h{{stroke:{c['rim']}}}",
    ]
    rules += [f".{name}{{fill:{tone}}}.i-{name}{{stroke:{tone};fill:none}}" for name, tone in tones.items()]
    return "".join(rules)
