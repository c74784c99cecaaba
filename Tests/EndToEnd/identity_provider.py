"""A small OpenID provider with RS256 keys, which says what a test wants it to say.

Its keys are made here: two primes and the arithmetic of RFC 8017, so that it stands on nothing that Soundings uses.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


def base64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def is_prime(n, rounds=24):
    if n % 2 == 0 or any(n % p == 0 for p in (3, 5, 7, 11, 13, 17, 19, 23)):
        return False
    d, s = n - 1, 0
    while d % 2 == 0:
        d, s = d // 2, s + 1
    for _ in range(rounds):
        x = pow(secrets.randbelow(n - 3) + 2, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def prime(bits):
    while True:
        n = secrets.randbits(bits) | (3 << (bits - 2)) | 1
        if n % 65537 != 1 and is_prime(n):
            return n


class Key:
    """An RSA key of 2048 bits with its id."""

    def __init__(self, name):
        p, q = prime(1024), prime(1024)
        self.name, self.n = name, p * q
        self.d = pow(65537, -1, (p - 1) * (q - 1))

    def public(self):
        return {
            "kty": "RSA", "kid": self.name, "use": "sig", "alg": "RS256", "e": "AQAB",
            "n": base64url(self.n.to_bytes(256, "big")),
        }

    def sign(self, message):
        """PKCS #1 v1.5 with SHA-256."""
        info = bytes.fromhex("3031300d060960864801650304020105000420") + hashlib.sha256(message).digest()
        padded = b"\x00\x01" + b"\xff" * (256 - 3 - len(info)) + b"\x00" + info
        return pow(int.from_bytes(padded, "big"), self.d, self.n).to_bytes(256, "big")


class Provider:
    """Listens on a port of its own. `person` is who signs in next; `spoil` changes the claims or the whole token."""

    def __init__(self, client_id="soundings", secret="the secret"):
        self.client_id, self.secret = client_id, secret
        self.keys = [Key("first")]
        self.person = {}
        self.spoil = None
        self.codes = {}
        self.token_requests = []
        self.key_requests = 0
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def answer(self, body, status=200):
                data = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def do_GET(self):
                if self.path == "/.well-known/openid-configuration":
                    return self.answer({
                        "issuer": provider.issuer, "authorization_endpoint": provider.issuer + "/authorize",
                        "token_endpoint": provider.issuer + "/token", "jwks_uri": provider.issuer + "/keys",
                        "userinfo_endpoint": provider.issuer + "/userinfo",
                    })
                if self.path.startswith("/authorize?"):
                    self.send_response(303)
                    self.send_header("Location", provider.authorize(provider.issuer + self.path))
                    self.send_header("Content-Length", "0")
                    return self.end_headers()
                if self.path == "/keys":
                    provider.key_requests += 1
                    return self.answer({"keys": [key.public() for key in provider.keys]})
                if self.path == "/userinfo":
                    return self.answer({"sub": provider.person["sub"], **provider.person.get("userinfo", {})})
                self.answer({"error": "not_found"}, 404)

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
                form = dict(urllib.parse.parse_qsl(body))
                provider.token_requests.append(form)
                given = self.headers.get("Authorization", "")
                pair = f"{provider.client_id}:{urllib.parse.quote(provider.secret)}"
                if given != "Basic " + base64.b64encode(pair.encode()).decode():
                    return self.answer({"error": "invalid_client"}, 401)
                asked = provider.codes.pop(form.get("code"), None)
                if asked is None or form.get("redirect_uri") != asked["redirect_uri"]:
                    return self.answer({"error": "invalid_grant"}, 400)
                challenge = base64url(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
                if challenge != asked["code_challenge"]:
                    return self.answer({"error": "invalid_grant"}, 400)
                self.answer({"access_token": "a", "token_type": "Bearer", "id_token": provider.token(asked["nonce"])})

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, nonce):
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": self.client_id, "exp": now + 300, "iat": now, "nonce": nonce,
            **{name: value for name, value in self.person.items() if name != "userinfo"},
        }
        header = {"alg": "RS256", "typ": "JWT", "kid": self.keys[-1].name}
        if self.spoil:
            spoilt = self.spoil(header, claims)
            if isinstance(spoilt, str):
                return spoilt
        signed = base64url(json.dumps(header).encode()) + "." + base64url(json.dumps(claims).encode())
        return signed + "." + base64url(self.keys[-1].sign(signed.encode()))

    def authorize(self, address):
        """What happens when somebody has proved who they are there: the address that the browser is sent back to."""
        parts = urllib.parse.urlsplit(address)
        asked = dict(urllib.parse.parse_qsl(parts.query))
        assert address.startswith(self.issuer + "/authorize?"), address
        assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256", asked
        assert "openid" in asked["scope"].split() and asked["client_id"] == self.client_id, asked
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urllib.parse.urlencode({"code": code, "state": asked["state"]})

    def close(self):
        self.server.shutdown()
