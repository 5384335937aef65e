"""Somebody with a password and an authenticator, who uses the console over HTTP."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import httpx
import pyotp
from fastapi.testclient import TestClient

from api.staff.accounts import Activation
from api.staff.services import StaffServices
from api.staff.signin.sessions import Browser

PASSWORD = "bốn con ngựa lội qua suối 73"
_TEST_BROWSER = Browser("192.0.2.1", "Thiết bị thử")


@dataclass
class StaffMember:
    """One person with one browser."""

    staff: StaffServices
    account_id: int
    username: str
    secret: str
    recovery_codes: list[str]
    client: TestClient
    password: str = PASSWORD

    @classmethod
    def activate(
        cls, staff: StaffServices, activation: Activation, client: TestClient
    ) -> StaffMember:
        """Go through activation and enrolment."""
        name = activation.username
        opened = staff.sign_in.activate(name, activation.code, PASSWORD, _TEST_BROWSER)
        identity = staff.sessions.identify(opened.token, "192.0.2.1")
        assert identity is not None
        offer = staff.sign_in.offer_authenticator(identity)
        secret = staff.sign_in.secret_of(offer, identity)
        code = pyotp.TOTP(secret).at(staff.now())
        _, codes = staff.sign_in.enrol(identity, offer, code, _TEST_BROWSER)
        return cls(staff, activation.account_id, name, secret, codes, client)

    def code(self, ahead: int = 1) -> str:
        """The authenticator's code; the next one, since enrolment used the present one."""
        return pyotp.TOTP(self.secret).at(self.staff.now(), counter_offset=ahead)

    def sign_in(self) -> StaffMember:
        """Password, then a recovery code: unlike the authenticator's, there are ten at once."""
        first = self.post("/console/sign-in", username=self.username, password=self.password)
        assert first.headers["location"].startswith("/console/sign-in/code"), first.text
        second = self.post("/console/sign-in/code", code=self.recovery_codes.pop())
        assert second.headers["location"] == "/console", second.text
        return self

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.client.get(path, follow_redirects=False, **more)

    def post(self, path: str, **fields: Any) -> httpx.Response:
        """Send a form as the page would, with the token of a page of this stage."""
        data = {"form_token": self.form_token(), **fields}
        return self.client.post(path, data=data, follow_redirects=False)

    def form_token(self) -> str:
        for page in ("/console", "/console/sign-in/code", "/console/enrol", "/console/sign-in"):
            found = re.search(r'name="form_token" value="([0-9a-f]{64})"', self.get(page).text)
            if found:
                return found[1]
        raise AssertionError("no page with a form")
