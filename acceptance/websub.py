"""A hub and a subscriber of flask-websub on 127.0.0.1, in their own environment: websub.py FOLDER PORT.

Prints its port. POST /follow with `url` subscribes to what that feed's links name. Each body that the hub delivers
becomes a file in FOLDER/delivered, and `/log` tells of each: its feed and its file.
"""

import json
import sys
from pathlib import Path
from threading import Lock

from celery import Celery
from flask import Flask, request
from flask_websub.hub import Hub, SQLite3HubStorage
from flask_websub.subscriber import (
    SQLite3SubscriberStorage,
    SQLite3TempSubscriberStorage,
    Subscriber,
    discover,
)
from werkzeug.serving import make_server

folder, port = Path(sys.argv[1]), int(sys.argv[2])
delivered = folder / "delivered"
delivered.mkdir(parents=True, exist_ok=True)
log: list[tuple[str, str]] = []
lock = Lock()

app = Flask(__name__)
celery = Celery("hub")
celery.conf.task_always_eager = True  # what the hub does for a request, it does before it answers
app.config["PUBLISH_SUPPORTED"] = True
hub = Hub(SQLite3HubStorage(str(folder / "hub.sqlite")), celery, MAX_ATTEMPTS=2, BACKOFF_BASE=0.1)
app.register_blueprint(hub.build_blueprint(url_prefix="/hub"))
subscriber = Subscriber(
    SQLite3SubscriberStorage(str(folder / "subscriber.sqlite")),
    SQLite3TempSubscriberStorage(str(folder / "asked.sqlite")),
)
app.register_blueprint(subscriber.build_blueprint(url_prefix="/callbacks"))


@subscriber.add_listener
def deliver(topic: str, callback: str, body: bytes) -> None:
    with lock:
        file = delivered / f"{len(list(delivered.iterdir())):03}"
        file.write_bytes(body)
        log.append((topic, str(file)))


@app.post("/follow")
def follow() -> str:
    subscriber.subscribe(**discover(request.form["url"]))
    return "asked"


@app.get("/log")
def tell() -> str:
    return json.dumps(log)


server = make_server("127.0.0.1", port, app, threaded=True)
app.config["SERVER_NAME"] = f"127.0.0.1:{server.server_port}"
print(server.server_port, flush=True)
server.serve_forever()
