"""mail_server.py FOLDER PORT [--tls CERT KEY] [--auth NAME PASSWORD] [--wrapped] - a mail server for tests (aiosmtpd).

Keeps each mail it takes in FOLDER as N.eml, written before it says 250, beside N.to with the envelope. Recipients say
what happens: later-N@ is refused with 451 the first N times, never@ always with 550, data@ with 554 after the mail
itself, drop@ has the line cut, slow@ takes half a second.
"""
import argparse, asyncio, collections, os, ssl, sys
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

a = argparse.ArgumentParser()
a.add_argument("folder")
a.add_argument("port", type=int)
a.add_argument("--tls", nargs=2)
a.add_argument("--auth", nargs=2)
a.add_argument("--wrapped", action="store_true")
o = a.parse_args()
os.makedirs(o.folder, exist_ok=True)


class Keep:
    def __init__(self):
        self.n = max([int(f[:-4]) for f in os.listdir(o.folder) if f.endswith(".eml")], default=0)
        self.tries = collections.Counter()

    async def handle_RCPT(self, server, session, envelope, address, options):
        local = address.split("@")[0]
        self.tries[address] += 1
        if local.startswith("never"):
            return "550 5.1.1 <%s>: no such person here" % address
        if local.startswith("later-") and self.tries[address] <= int(local.split("-")[1]):
            return "451 4.3.0 <%s>: try again" % address
        if local.startswith("drop"):
            server.transport.abort()
            return "421 gone"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        local = envelope.rcpt_tos[0].split("@")[0]
        if local.startswith("data"):
            return "554 5.6.0 not this mail"
        if local.startswith("slow"):
            await asyncio.sleep(0.5)
        self.n += 1
        name = os.path.join(o.folder, "%d" % self.n)
        with open(name + ".to", "w") as f:
            f.write("%s\n%s\n" % (envelope.mail_from, "\n".join(envelope.rcpt_tos)))
        with open(name + ".eml", "wb") as f:
            f.write(envelope.original_content)
        return "250 2.0.0 taken as %d" % self.n


def sign_in(server, session, envelope, mechanism, data):
    good = o.auth and data.login.decode() == o.auth[0] and data.password.decode() == o.auth[1]
    return AuthResult(success=bool(good), handled=False)


class Server(Controller):
    def factory(self):
        return SMTP(self.handler, tls_context=None if o.wrapped else self.context, require_starttls=bool(o.tls) and not o.wrapped,
                    authenticator=sign_in if o.auth else None, auth_required=bool(o.auth), auth_require_tls=bool(o.tls) and not o.wrapped, hostname="thu.test")


context = None
if o.tls:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*o.tls)
c = Server(Keep(), hostname="127.0.0.1", port=o.port, ssl_context=context if o.wrapped else None)
c.context = context
c.start()
print("ready", flush=True)
try:
    sys.stdin.read()
finally:
    c.stop()
