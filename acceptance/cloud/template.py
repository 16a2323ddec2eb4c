"""serverless.yml in each of its variants: osls packages it offline, and cfn-lint finds nothing in what comes out."""

import json
import subprocess
import sys

from parts import ROOT, osls, python, service

VARIANTS = {
    "private": (),
    "public": ("--param=access=public",),
    "cdn, mail": ("--param=access=cdn", "--param=email=you@mail.example"),
    "queue, x86_64": ("--param=queue=true", "--param=arch=x86_64", "--param=config=s3://bucket/feeds.toml"),
}
# A switch is a constant by the time CloudFormation sees it.
CONSTANT = "W8003"


def main() -> int:
    """Prints a line per variant; 1 if cfn-lint finds anything."""
    lint = python("cfn-lint", "cfn-lint>=1.40") / "cfn-lint"
    empty = ROOT / "build" / "cloud" / "empty.zip"
    empty.parent.mkdir(parents=True, exist_ok=True)
    empty.write_bytes(b"PK\5\6" + bytes(18))
    failed = False
    for name, switches in VARIANTS.items():
        folder = service("template", (ROOT / "examples" / "feeds.toml").read_text(), empty)
        (folder / "build" / "function-x86_64.zip").write_bytes(empty.read_bytes())
        osls("package", *switches, folder=folder)
        template = folder / ".serverless" / "cloudformation-template-update-stack.json"
        found = subprocess.run(
            [lint, "--region", "eu-west-1", "--ignore-checks", CONSTANT, "--", template],
            capture_output=True,
            text=True,
        )
        resources = json.loads(template.read_text())["Resources"]
        print(f"{name:<14} {len(resources)} resources: {found.stdout.strip() or 'nothing found'}", flush=True)
        failed = failed or found.returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
