"""The page at ``/``, its files, and the form for browsers without JavaScript."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.settings import ROOT
from api.web.markup import message_html
from tests.fakes.rasa_server import RasaServer

FORM = "/api/v1/chat/form"
MARKUP = json.loads((ROOT / "tests" / "markup_cases.json").read_text(encoding="utf-8"))


def _form(client: TestClient, **fields: str | list[str]) -> Any:
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


@pytest.mark.parametrize("path", ["/", "/static/base.css"])
def test_headers_keep_the_page_to_itself(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert "default-src 'self'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_every_file_that_the_page_names_is_there(client: TestClient) -> None:
    text = client.get("/").text
    paths = set(re.findall(r'"(/(?:static|widget)/[^"]+)"', text))
    assert len(paths) == 5
    assert {client.get(path).status_code for path in paths} == {200}


@pytest.mark.parametrize("path", ["/static/../routes.py", "/static/%2e%2e/routes.py", "/static/"])
def test_no_other_file_can_be_read(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_known_file_is_not_sent_again(client: TestClient) -> None:
    etag = client.get("/static/base.css").headers["etag"]
    assert client.get("/static/base.css", headers={"if-none-match": etag}).status_code == 304


def test_a_form_leads_to_the_page_with_the_answer(client: TestClient, rasa: RasaServer) -> None:
    sent = client.post(FORM, data={"text": "làm khai sinh cần gì"}, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, "/#last")
    page = client.get("/")
    assert "<strong>đăng ký khai sinh</strong>" in page.text
    assert '<p class="source">Mã 1.001193' in page.text
    payload = html.unescape(re.findall(r'name="payload" value="([^"]+)"', page.text)[0])
    again = _form(client, payload=payload, title="Lệ phí")
    assert rasa.last_message() == payload
    assert "miễn lệ phí" in again.text
    assert "<strong>đăng ký khai sinh</strong>" in again.text
    assert rasa.received[0]["sender"] == rasa.received[1]["sender"]


def test_a_form_that_fails_keeps_what_was_typed(client: TestClient, rasa: RasaServer) -> None:
    rasa.fail_with = 500
    page = _form(client, text="làm khai sinh <b>")
    assert page.status_code == 503
    assert re.search(r"<textarea[^>]*>làm khai sinh &lt;b&gt;</textarea>", page.text)
    assert 'role="alert"' in page.text


def test_cards_files_and_forms_are_on_the_plain_page(client: TestClient, rasa: RasaServer) -> None:
    fields = [
        {"label": "Ngày hẹn", "kind": "date", "min": "2026-11-24"},
        {"label": "Buổi", "kind": "choice", "options": ["Sáng", "Chiều"]},
    ]
    rasa.reply_with = [
        {"custom": {"type": "card", "title": "Lịch <b>", "buttons": [
            {"title": "Chỉ đường", "url": "https://a.vn"}]}},
        {"custom": {"type": "file", "url": "https://a.vn/x.docx", "name": "Tờ khai"}},
        {"custom": {"type": "form", "fields": fields}},
    ]  # fmt: skip
    text = _form(client, text="đặt lịch").text
    assert "<strong>Lịch &lt;b&gt;</strong>" in text
    assert 'href="https://a.vn/x.docx"' in text
    assert re.search(r'<input type="date" name="value" required\s+min="2026-11-24"', text)
    rasa.get_well()
    _form(client, label=["Ngày hẹn", "Buổi"], value=["2026-11-24", "Sáng"])
    assert rasa.last_message() == "Ngày hẹn: 24/11/2026\nBuổi: Sáng"
    _form(client, label="Ngày hẹn", value="2026-11-24")
    assert rasa.last_message() == "24/11/2026"


@pytest.mark.parametrize("fields", [{}, {"text": "/"}, {"payload": "/restart", "title": "x"}])
def test_a_form_with_nothing_to_send_is_refused(
    client: TestClient, rasa: RasaServer, fields: dict[str, str]
) -> None:
    assert _form(client, **fields).status_code == 422
    assert rasa.received == []


def test_reloading_an_answer_leads_back(client: TestClient) -> None:
    assert client.get(FORM, follow_redirects=False).headers["location"] == "/"


@pytest.mark.parametrize("case", MARKUP["cases"], ids=lambda case: case["name"])
def test_text_becomes_safe_html(case: dict[str, str]) -> None:
    # A browser writes quotation marks in a text as they are.
    html_text = str(message_html(case["text"], MARKUP["hotline"])).replace("&#34;", '"')
    assert html_text == case["html"]
