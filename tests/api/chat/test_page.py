"""The page at ``/``, its files, and the form for browsers without JavaScript."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.web.markup import message_html
from tests.fakes.rasa_server import RasaServer

FORM = "/api/v1/chat/form"


def _form(client: TestClient, **fields: str) -> Any:
    return client.post(FORM, data=fields)


def test_the_page_names_the_centre_and_its_hotline(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    assert '<html lang="vi">' in page.text
    assert "Trung tâm Phục vụ hành chính công" in page.text
    assert 'href="tel:1022"' in page.text
    assert "Làm khai sinh cho bé cần gì?" in page.text


def test_the_page_loads_nothing_foreign_and_nothing_inline(client: TestClient) -> None:
    text = client.get("/").text
    for address in re.findall(r'(?:src|href|action)="([^"]*)"', text):
        assert address.startswith(("/", "#", "tel:")), address
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("path", ["/", "/static/chat.js", "/static/chat.css"])
def test_headers_keep_the_page_to_itself(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_every_file_that_the_page_names_is_there(client: TestClient) -> None:
    text = client.get("/").text
    paths = set(re.findall(r'"(/static/[^"]+)"', text))
    for path in [path for path in paths if ".js" in path]:
        paths |= {
            f"/static/{name}" for name in re.findall(r'"\./(\S+\.js)"', client.get(path).text)
        }
    assert len(paths) >= 6
    assert {client.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize("path", ["/static/../routes.py", "/static/%2e%2e/routes.py", "/static/"])
def test_no_other_file_can_be_read(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_known_file_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/static/chat.js").headers["etag"]
    assert client.get("/static/chat.js", headers={"if-none-match": etag}).status_code == 304


def test_a_form_gets_the_page_with_the_answer(client: TestClient, rasa: RasaServer) -> None:
    page = _form(client, text="làm khai sinh cần gì")
    assert page.status_code == 200
    assert "<strong>đăng ký khai sinh</strong>" in page.text
    assert '<p class="source">Mã 1.001193' in page.text
    payload = html.unescape(re.findall(r'name="payload" value="([^"]+)"', page.text)[0])
    again = _form(client, payload=payload, title="Lệ phí")
    assert rasa.last_message() == payload
    assert "miễn lệ phí" in again.text
    assert rasa.received[0]["sender"] == rasa.received[1]["sender"]


def test_a_form_that_fails_keeps_what_was_typed(client: TestClient, rasa: RasaServer) -> None:
    rasa.fail_with = 500
    page = _form(client, text="làm khai sinh <b>")
    assert page.status_code == 503
    assert re.search(r"<textarea[^>]*>làm khai sinh &lt;b&gt;</textarea>", page.text)
    assert 'role="alert"' in page.text


@pytest.mark.parametrize("fields", [{}, {"text": "/"}, {"payload": "/restart", "title": "x"}])
def test_a_form_with_nothing_to_send_is_refused(
    client: TestClient, rasa: RasaServer, fields: dict[str, str]
) -> None:
    assert _form(client, **fields).status_code == 422
    assert rasa.received == []


def test_reloading_an_answer_leads_back(client: TestClient) -> None:
    assert client.get(FORM, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a *b* c", "<p>a <strong>b</strong> c</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("<img src=x>", "<p>&lt;img src=x&gt;</p>"),
        ("Dạ\n\nMã 1.0 · Luật", '<p>Dạ</p><p class="source">Mã 1.0 · Luật</p>'),
        ("Mã 1.0 đây\n\nDạ", "<p>Mã 1.0 đây</p><p>Dạ</p>"),
        ("javascript:alert(1) http://a.vn", "<p>javascript:alert(1) http://a.vn</p>"),
        (
            "Xem https://a.vn/x?y=1&z=2.",
            '<p>Xem <a href="https://a.vn/x?y=1&amp;z=2" target="_blank"'
            ' rel="noopener noreferrer">https://a.vn/x?y=1&amp;z=2</a>.</p>',
        ),
    ],
)
def test_text_becomes_safe_html(text: str, expected: str) -> None:
    assert str(message_html(text)) == expected
