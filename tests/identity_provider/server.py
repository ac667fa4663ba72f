"""The provider: discovery, keys, authorization, token with PKCE, user information, end of session."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "bilan", "a secret of the tests"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(slots=True)
class Provider:
    """What the provider would say, and how it spoils it."""

    server: ThreadingHTTPServer
    claims: dict[str, Any]
    spoil: str = ""
    questions: dict[str, dict[str, str]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server.server_port}"

    def published(self) -> dict[str, object]:
        """What it tells about itself."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
        }

    def keys(self) -> dict[str, object]:
        """Its public key."""
        told = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**told, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def answer_to(self, question: dict[str, str]) -> str:
        """Send the browser back, with a code or with a refusal."""
        if self.spoil == "cancelled":
            told = {"error": "access_denied", "state": question["state"]}
        else:
            code = secrets.token_urlsafe(8)
            self.questions[code] = question
            told = {"code": code, "state": question["state"]}
        return f"{question['redirect_uri']}?{urlencode(told)}"

    def tokens(self, asked: dict[str, str]) -> dict[str, str] | None:
        """Give tokens for a code, once, to whoever holds the secret and the verifier."""
        question = self.questions.pop(asked.get("code", ""), None)
        if question is None or asked.get("client_secret") != SECRET:
            return None
        digest = hashlib.sha256(asked["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != question["code_challenge"]:
            return None
        return {"access_token": "access", "token_type": "Bearer", "id_token": self._id_token(question)}

    def _id_token(self, question: dict[str, str]) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.claims["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": question["nonce"],
            "acr": "eidas1",
        } | SPOILED.get(self.spoil, {})
        if self.spoil == "alg none":
            return jwt.encode(claims, key="", algorithm="none", headers={"kid": "one"})
        if self.spoil == "shared secret":
            return jwt.encode(claims, key=SECRET * 3, algorithm="HS256", headers={"kid": "one"})
        key = OTHER_KEY if self.spoil == "other key" else KEY
        return jwt.encode(claims, key=key, algorithm="RS256", headers={"kid": "one"})


SPOILED: dict[str, dict[str, object]] = {
    "nonce": {"nonce": "another"},
    "audience": {"aud": "somebody else"},
    "issuer": {"iss": "https://elsewhere.example"},
    "expired": {"exp": 1},
    "level": {"acr": "eidas0"},
}


class Handler(BaseHTTPRequestHandler):
    """Turn requests into the provider's words."""

    provider: Provider

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        question = {name: values[0] for name, values in parse_qs(address.query).items()}
        answers: dict[str, Callable[[], object]] = {
            "/.well-known/openid-configuration": self.provider.published,
            "/keys": self.provider.keys,
            "/userinfo": lambda: (
                self.provider.claims | ({"sub": "another"} if self.provider.spoil == "other person" else {})
            ),
        }
        if address.path in answers:
            self._say(answers[address.path]())
        elif address.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", self.provider.answer_to(question))
            self.end_headers()
        else:
            self.send_error(404)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        asked = {name: values[0] for name, values in parse_qs(body).items()}
        tokens = self.provider.tokens(asked)
        self._say(tokens or {"error": "invalid_grant"}, status=200 if tokens else 400)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
        """Stay silent."""

    def _say(self, told: object, *, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def started(**claims: object) -> Provider:
    """Start a provider on a free port; stop it with `provider.server.shutdown()`."""
    handler = type("Bound", (Handler,), {})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    provider = Provider(server, {"sub": "person-1", **claims})
    handler.provider = provider  # type: ignore[attr-defined]  # the class made just above
    threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
    return provider
