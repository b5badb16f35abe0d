"""Tests of align.review.server."""

from __future__ import annotations

import http.client
import json
from pathlib import Path
from urllib.parse import urlsplit

from reviewing import finding, serving, serving_process

from align.review.run import Run


def ask(address: str, path: str = "", method: str = "GET", body: bytes | None = None, **headers: str) -> tuple[int, str]:
    url = urlsplit(address)
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=30)
    shown = {"Host": f"127.0.0.1:{url.port}"} | {k.replace("_", "-"): v for k, v in headers.items()}
    connection.request(method, url.path + path, body, shown)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_the_server_speaks_to_its_own_pages_alone(folder: Path) -> None:
    with serving_process(folder) as (address, _):
        good = {"Content_Type": "application/json"}
        run = Run(folder)
        key = finding(run, "numbers").key
        body = json.dumps({"key": key, "page": 0, "verdict": "accepted"}).encode()
        assert ask(address)[0] == 200 and ask(address, "page/1")[0] == 200
        assert ask(address, "page/0")[0] == ask(address, "page/99")[0] == ask(address, "static/..%2fserver.py")[0] == 404
        assert ask(address, Host="evil.example")[0] == 403
        assert ask(address.replace(urlsplit(address).path, "/"))[0] == 403
        assert ask(address, "api/decide")[0] == 405
        assert ask(address, "api/decide", "POST", body, Origin="http://evil.example", **good)[0] == 403
        assert ask(address, "api/decide", "POST", body, Content_Type="text/plain")[0] == 415
        assert ask(address, "api/decide", "POST", b" " * 300_000, **good)[0] == 413
        for bad in (b"{", b"[]", b"{}", b'{"key": 3}', b'{"key": "' + key.encode() + b'", "verdict": "x"}'):
            status, text = ask(address, "api/decide", "POST", bad, **good)
            assert status == 400 and "error" in json.loads(text)
        for bad in (b"{}", b'{"page": 7, "row": "r", "column": "english", "start": 0, "end": 1}'):
            assert ask(address, "api/mark", "POST", bad, **good)[0] == 400
        assert not run.store.current()
        assert ask(address, "api/decide", "POST", body, Origin=f"http://{urlsplit(address).netloc}", **good)[0] == 200
        assert run.store.current()[key][0].verdict == "accepted"
        html = ask(address, "page/2")[1]
        assert "<script>alert" not in html and "<img" not in html and 'href="javascript' not in html


def test_bulk_counts_before_it_dismisses(folder: Path) -> None:
    with serving(folder) as address:
        good = {"Content_Type": "application/json"}
        shown = {"check": "numbers", "page": None}
        status, text = ask(address, "api/bulk", "POST", json.dumps(shown).encode(), **good)
        count = json.loads(text)["count"]
        assert status == 200 and count >= 1 and not Run(folder).store.current()
        for part, least in (
            ({"check": "", "text": "number"}, 1),
            ({"check": "", "leg": "xx-yy"}, 0),
            ({"check": "", "text": " "}, 0),
        ):
            found = json.loads(ask(address, "api/bulk", "POST", json.dumps(shown | part).encode(), **good)[1])["count"]
            assert (found >= least) if least else found == 0
        wrong = shown | {"preview": False, "count": count + 1}
        assert ask(address, "api/bulk", "POST", json.dumps(wrong).encode(), **good)[0] == 400
        right = shown | {"preview": False, "count": count}
        assert ask(address, "api/bulk", "POST", json.dumps(right).encode(), **good)[0] == 200
        assert len(Run(folder).store.current()) == count
        assert json.loads(ask(address, "api/undo", "POST", b"{}", **good)[1])["count"] == count
        assert not Run(folder).store.current()
