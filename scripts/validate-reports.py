#!/usr/bin/env python3
"""Holds reports against the schemas that others publish.

    validate-reports.py REPORTS SCHEMAS

REPORTS is a folder of files NAME.sarif, NAME.gitlab and NAME.junit, such as
MOORING_KEEP_REPORTS has the tests leave. SCHEMAS holds, as they are published:
sarif-schema-2.1.0.json (OASIS), JUnit.xsd (of Ant's JUnit task, by Windy Road) and
junit-10.xsd (of Jenkins' xUnit plugin). Of code quality GitLab publishes a table, which
is below as a schema. Needs the Python packages jsonschema and lxml.

Ends with 1 where a report is not valid.
"""

import json
import pathlib
import sys

import jsonschema
from lxml import etree

# https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
CODE_QUALITY = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "location", "severity"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "pattern": r"^(?!\./)(?!/)."},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}},
                    },
                },
            },
        },
    },
}


def json_checker(schema):
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    validator = kind(schema, format_checker=kind.FORMAT_CHECKER)

    def check(path):
        for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
            yield f"{'/'.join(map(str, error.absolute_path))}: {error.message}"

    return check


def xml_checker(path):
    schema = etree.XMLSchema(etree.parse(str(path)))

    def check(report):
        if not schema.validate(etree.parse(str(report))):
            for error in schema.error_log:
                yield f"line {error.line}: {error.message} ({path.name})"

    return check


def main(reports, schemas):
    sarif = json.loads((schemas / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
    checkers = {
        ".sarif": [json_checker(sarif)],
        ".gitlab": [json_checker(CODE_QUALITY)],
        ".junit": [xml_checker(schemas / "JUnit.xsd"), xml_checker(schemas / "junit-10.xsd")],
    }
    checked = dict.fromkeys(checkers, 0)
    failed = False
    for path in sorted(reports.iterdir()):
        for check in checkers.get(path.suffix, []):
            for problem in check(path):
                print(f"{path.name}: {problem}")
                failed = True
        if path.suffix in checked:
            checked[path.suffix] += 1
    print(", ".join(f"{count} {suffix[1:]}" for suffix, count in checked.items()))
    return 1 if failed or 0 in checked.values() else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
