"""An SMTP server for tests: it takes mails, or refuses them as their recipient asks for, and tells of each on a line.

    smtp_sink.py FOLDER USER PASSWORD

It listens on 127.0.0.1 on three free ports: `starttls` (nothing is taken before STARTTLS and AUTH), `tls` (encrypted
from the first byte, AUTH needed) and `plain` (neither). Its certificate is made in FOLDER. The first line of its
output is a JSON object with the ports and the certificate's path; every later line is one mail or one refusal. It
ends when its input ends, so it never outlives the test that started it.

The local part of a recipient says what goes wrong:

    later       451 each time              once        451 the first time, taken the second
    nobody      550 as a recipient         quota       552 after the mail was read
    slow        taken after two seconds    hangup      the connection is closed without a word
    reread      taken, and then the goodbye never comes
"""

import asyncio
import email
import email.policy
import json
import logging
import os
import ssl
import subprocess
import sys
import warnings
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

SECONDS_SLOW = 2


def tell(**line):
    print(json.dumps(line), flush=True)


def make_certificate(folder):
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        + ["-days", "2", "-subj", "/CN=Portico test", "-addext", "basicConstraints=critical,CA:FALSE"]
        + ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        + ["-out", str(certificate), "-keyout", str(key)],
        check=True,
        capture_output=True,
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    return certificate, context


class Handler:
    """What the three doors have in common."""

    def __init__(self, door):
        self.door = door
        self.seen = set()
        self.stuck = False

    async def handle_RCPT(self, server, session, envelope, address, options):
        wish = address.split("@")[0]
        if wish == "later" or (wish == "once" and address not in self.seen):
            self.seen.add(address)
            return self.refuse(address, "451 4.3.0 come back later")
        if wish == "nobody":
            return self.refuse(address, "550 5.1.1 there is nobody of that name")
        if wish == "slow":
            await asyncio.sleep(SECONDS_SLOW)
        if wish == "hangup":
            tell(door=self.door, refused=address, said="")
            server.transport.close()
            return "421 4.3.2 goodbye"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 welcome"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        for address in envelope.rcpt_tos:
            if address.startswith("quota@"):
                link = next((it for it in str(mail).split() if "://" in it), "")
                return self.refuse(address, f"552 5.2.2 no room for {link}")
        self.stuck = any(it.startswith("reread@") for it in envelope.rcpt_tos)

        def body(kind):
            part = mail.get_body((kind,))
            return part.get_content() if part else None

        tell(
            door=self.door,
            sender=envelope.mail_from,
            to=envelope.rcpt_tos,
            headers={name.lower(): str(value) for name, value in mail.items()},
            defects=[str(it) for it in mail.defects],
            text=body("plain"),
            html=body("html"),
            encrypted=self.door == "tls" or session.ssl is not None,
            signed_in=bool(session.authenticated),
        )
        return "250 2.0.0 taken"

    async def handle_QUIT(self, server, session, envelope):
        if self.stuck:
            await asyncio.sleep(3600)
        return "221 2.0.0 goodbye"

    def refuse(self, address, said):
        tell(door=self.door, refused=address, said=said)
        return said


async def main(folder, user, password):
    # The server's remarks on its peers are what the tests are about; they are told on lines of their own.
    logging.getLogger("mail").setLevel(logging.CRITICAL)
    warnings.simplefilter("ignore")
    certificate, context = make_certificate(Path(folder))

    def admit(server, session, envelope, mechanism, data):
        success = (data.login, data.password) == (user.encode(), password.encode())
        return AuthResult(success=success, handled=False)

    doors = {
        "starttls": dict(tls_context=context, require_starttls=True, authenticator=admit, auth_required=True),
        "tls": dict(authenticator=admit, auth_required=True, auth_require_tls=False),
        "plain": {},
    }
    loop = asyncio.get_running_loop()
    ports, servers = {}, []
    for door, options in doors.items():
        handler = Handler(door)
        server = await loop.create_server(
            lambda handler=handler, options=options: SMTP(handler, hostname="localhost", loop=loop, **options),
            host="127.0.0.1",
            port=0,
            ssl=context if door == "tls" else None,
        )
        ports[door] = server.sockets[0].getsockname()[1]
        servers.append(server)
    tell(certificate=str(certificate), **ports)
    await loop.run_in_executor(None, sys.stdin.read)
    # Connections that are stuck on purpose would keep an orderly end waiting.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:4]))
