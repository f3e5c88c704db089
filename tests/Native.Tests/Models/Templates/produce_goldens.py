"""Writes renderings.tsv and the expectations in language.json with Jinja2, the second implementation the tests compare with.

Usage: python3 produce_goldens.py LLAMA_CPP/models/templates      (needs Python's jinja2; set up as Hugging Face does for chat templates)
"""
import datetime
import hashlib
import json
import pathlib
import sys

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = pathlib.Path(__file__).parent
DATE = datetime.datetime(2026, 3, 9, 14, 5, 6)
MESSAGES = [("system", "Be kind."), ("user", " Hi\tthere\n"), ("assistant", "Yes?")]
PRODUCER = f"jinja2 {jinja2.__version__} by produce_goldens.py"


class Generation(Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return nodes.CallBlock(self.call_method("_body"), [], [], body).set_lineno(line)

    def _body(self, caller):
        return caller()


class Refusal(Exception):
    pass


def refuse(message):
    raise Refusal(message)


def to_json(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


def render(source, messages, generate, variables):
    env = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, "jinja2.ext.loopcontrols"])
    env.filters["tojson"] = to_json
    env.globals.update(raise_exception=refuse, strftime_now=DATE.strftime)
    try:
        text = env.from_string(source).render(
            messages=messages, add_generation_prompt=generate, bos_token="<BOS>", eos_token="<EOS>", **variables)
        return "text", text
    except Refusal as refusal:
        return "refusal", str(refusal)
    except Exception as error:  # any of Python's: the point is only that there is one
        return "error", f"{type(error).__name__}: {error}"


def language():
    path = HERE / "language.json"
    cases = json.loads(path.read_text("utf-8"))["cases"]
    for case in cases:
        kind, text = render(case["template"], [{"role": r, "content": c} for r, c in MESSAGES], True, {})
        case.pop("text", None), case.pop("error", None)
        case["text" if kind == "text" else "error"] = text
    lines = ",\n".join("    " + json.dumps(case) for case in cases)
    path.write_text('{\n  "producer": %s,\n  "cases": [\n%s\n  ]\n}\n' % (json.dumps(PRODUCER), lines), "utf-8")


def renderings(folder):
    rows = [f"# {PRODUCER}; llama.cpp v0.5.0 models/templates; date {DATE:%Y-%m-%d %H:%M:%S}; SHA-256 of the UTF-8 text; exact",
            "# template\tconversation\tkind\tsha256"]
    for path in sorted(folder.glob("*.jinja"), key=lambda p: p.name):
        for c in json.loads((HERE / "conversations.json").read_text("utf-8")):
            messages = [dict(m) for m in c["messages"]]
            kind, text = render(path.read_bytes().decode("utf-8"), messages, c["add_generation_prompt"], c.get("variables", {}))
            digest = "-" if kind == "error" else hashlib.sha256(text.encode("utf-8")).hexdigest()
            rows.append("\t".join([path.name, c["name"], kind, digest]))
    (HERE / "renderings.tsv").write_text("\n".join(rows) + "\n", "utf-8")


language()
renderings(pathlib.Path(sys.argv[1]))
