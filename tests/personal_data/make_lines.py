#!/usr/bin/env python3
"""Makes lines of text as care workers write them, with and without personal data.

usage: make_lines.py tuned|held_out|mangled > FILE

The same seed gives the same lines. The two halves share no sentence and no pool of names: the rules were improved on
`tuned` only; of `held_out` nothing but figures is looked at. `mangled` cuts, joins and spoils the lines of all files, so
that two readers of the same rules can be held to the same findings where nobody thought of what to write. Nobody in the lines exists: service numbers begin with
9999 as test numbers do, accounts are at a bank that does not exist.
"""
import pathlib
import random
import re
import sys

from line_parts import HELD_OUT, TUNED

MONTHS = ("januari februari maart april mei juni juli augustus september oktober november december").split()
PARTICLES = ["van", "de", "van de", "van der", "van den", "ter", "ten", "in 't", "van 't", "el", "den"]


def eleven(digits):
    return (sum((9 - i) * d for i, d in enumerate(digits[:8])) - digits[8]) % 11 == 0


def nine_digits(rnd, sound):
    while True:
        digits = [9, 9, 9, 9] + [rnd.randrange(10) for _ in range(5)]
        if eleven(digits) == sound:
            return "".join(map(str, digits))


def iban(rnd, sound=True):
    account = "VBLD%010d" % rnd.randrange(10**10)
    number = int("".join(str(int(c, 36)) for c in account + "NL00"))
    check = 98 - number % 97
    if not sound:
        check = check % 97 + 1
    return "NL%02d%s" % (check, account)


def spaced(rnd, text, every):
    if rnd.random() < 0.5:
        return text
    return " ".join(text[i : i + every] for i in range(0, len(text), every))


def day(rnd, first_year, last_year):
    d, m, y = rnd.randrange(1, 29), rnd.randrange(1, 13), rnd.randrange(first_year, last_year + 1)
    form = rnd.randrange(6)
    if form == 0:
        return "%02d-%02d-%d" % (d, m, y)
    if form == 1:
        return "%d-%d-%d" % (d, m, y)
    if form == 2:
        return "%d %s %d" % (d, MONTHS[m - 1], y)
    if form == 3:
        return "%02d/%02d/%d" % (d, m, y)
    if form == 4:
        return "%02d.%02d.%d" % (d, m, y)
    return "%d %s %d" % (d, MONTHS[m - 1][:3], y)


def phone(rnd):
    end = "%05d" % rnd.randrange(10**5)
    forms = ["06-123%s", "06123%s", "06 123%s", "+31 6 123%s", "06 12 3%s %s %s", "033-12%s", "020 12%s"]
    form = rnd.choice(forms)
    if form.count("%s") == 3:
        return form % (end[0], end[1:3], end[3:])
    return form % end


def email(rnd, first, last):
    plain = lambda text: "".join(c for c in text.lower() if c.isascii() and c.isalpha())
    forms = ["%s.%s", "%s_%s", "%s%s"]
    return (rnd.choice(forms) % (plain(first) or "a", plain(last) or "b")) + "@" + rnd.choice(
        ["voorbeeld.nl", "example.nl", "mail.example.org"])


def filled(rnd, template, half):
    first, other, last, more = (rnd.choice(half["first"]), rnd.choice(half["first"]), rnd.choice(half["last"]),
                                rnd.choice(half["last"]))
    dutch = rnd.choice(half["after_particle"])
    values = {
        "f": first, "g": other, "l": last, "m": more,
        "fs": first.lower(), "ls": last.lower(),
        "t": rnd.choice(PARTICLES[:-1]) + " " + dutch,
        "T": (lambda name: name[0].upper() + name[1:])(rnd.choice(PARTICLES[:6]) + " " + dutch),
        "i": rnd.choice("ABCDEFGHJKLMNPRSTVWYZ") + ".",
        "ii": "".join(rnd.choice("ABCDEGHJLMNPRSTW") + "." for _ in range(rnd.randrange(2, 4))),
        "bsn": spaced(rnd, nine_digits(rnd, True), 3), "nobsn": nine_digits(rnd, False),
        "iban": spaced(rnd, iban(rnd), 4), "noiban": str(rnd.randrange(10**7, 10**8)),
        "phone": phone(rnd), "mail": email(rnd, first, last),
        "dob": day(rnd, 1932, 2019), "date": day(rnd, 2017, 2025), "age": str(rnd.randrange(3, 95)),
        "month": rnd.choice(MONTHS),
        "street": rnd.choice(half["streets"]), "nr": str(rnd.randrange(1, 320)) + rnd.choice(["", "", "", "a", "-2", " B"]),
        "pc": "38%02d%s%s%s" % (rnd.randrange(11, 29), rnd.choice(["", " "]), rnd.choice("ABCDEGHJKLMNPRSTVWXZ"),
                               rnd.choice("ABCDEGHJKLNPRTVWXZ")),
        "case": rnd.choice(["20%02d-%05d", "%02d%06d", "Z%02d/%05d"]) % (rnd.randrange(19, 26), rnd.randrange(10**5)),
        "euro": "%d" % rnd.randrange(20, 30000), "place": rnd.choice(half["places"]),
        "body": rnd.choice(half["bodies"]), "drug": rnd.choice(half["drugs"]), "law": rnd.choice(half["laws"]),
        "word": rnd.choice(half["name_words"]),
    }
    line = template
    for _ in range(2):
        for key, value in values.items():
            line = line.replace("<" + key + ">", value)
    return line


# What makes readers differ: marks, spaces that do not break, letters of two and four bytes, other scripts. "⏎" is a line end.
ODD = ["⏎", " ", "\u00a0", "\u2009", "–", "—", "’", "‘", "“", ".", ",", "-", "'", "@", "(", ")", "€", "0", "06", "7", "é", "ë", "ĳ", "Ĳ", "ß",
       "İ", "ı", "ş", "Ø", "ǎ", "ễ", "Ơ", "e\u0301", "😀", "👩‍👧", "محمد", " فاطمة ", "Олена", "李", "Λ", "ª", "+", "/", "#", "*", "…", "VAN", "van ",
       "Jan", "mw. ", "geb. ", "bsn ", "A.", "3814 WE", "NL02VBLD", "𝐉an", "\u200d", "\ufeff", "\t"]


def mangled(rnd, lines):
    text = rnd.choice(lines)
    for _ in range(rnd.randrange(1, 5)):
        at = rnd.randrange(len(text) + 1)
        what = rnd.randrange(6)
        if what == 0:
            text = text[:at] + text[at + rnd.randrange(1, 4):]
        elif what == 1:
            text = text[:at] + rnd.choice(lines)[:rnd.randrange(30)]
        elif what == 2:
            text = rnd.choice([text.upper(), text.lower(), text.title()])
        elif what == 3:
            text = text + rnd.choice([" ", "⏎", ", ", " - "]) + rnd.choice(lines)
        else:
            text = text[:at] + rnd.choice(ODD) + text[at:]
    return text


def print_mangled(rnd):
    print("# Made by make_lines.py mangled; not to be edited. Not marked: only what is found in them counts, ⏎ is a line end.")
    here = pathlib.Path(__file__).parent
    names = ["rules", "tuned_by_hand", "tuned_made", "held_out_by_hand", "held_out_made"]
    lines = [re.sub(r"\{\w+ ([^}]*)\}", r"\1", line) for name in names
             for line in (here / (name + ".txt")).read_text().splitlines() if line and line[0] not in "#?"]
    for _ in range(1000):
        text = mangled(rnd, lines)
        if text and text[0] not in "#?" and not set(text) & set("{}\n\r"):
            print(text)


def main():
    name = sys.argv[1]
    if name == "mangled":
        return print_mangled(random.Random(4))
    half = {"tuned": TUNED, "held_out": HELD_OUT}[name]
    rnd = random.Random({"tuned": 20251, "held_out": 77003}[name])
    print("# Made by make_lines.py %s; not to be edited. {kind text} marks what should be found." % name)
    for template, times in [(t, half["times_personal"]) for t in half["personal"]] + [
            (t, half["times_none"]) for t in half["none"]]:
        seen = set()
        for _ in range(times):
            line = filled(rnd, template, half)
            if line not in seen:
                print(line)
            seen.add(line)


main()
