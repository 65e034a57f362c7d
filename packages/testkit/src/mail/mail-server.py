"""
A mail server of Python's aiosmtpd: takes letters over STARTTLS from whom it knows, and says each as a line of JSON, read
by Python's own library of letters. Words: the certificate, its key, the name and the password that it knows.
"""
import asyncio
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("gone@"):
            return "550 5.1.1 no such mailbox"
        if address.startswith("later@"):
            return "451 4.3.0 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        said = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": session.ssl is not None,
            "headers": {name.lower(): str(value) for name, value in letter.items()},
            "sender": letter["from"].addresses[0].display_name,
            "text": letter.get_body(("plain",)).get_content(),
            "defects": [str(defect) for defect in letter.defects],
        }
        print(json.dumps(said), flush=True)
        return "250 2.0.0 taken"


async def main(certificate, key, name, password):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    def known(server, session, envelope, mechanism, data):
        right = data.login == name.encode() and data.password == password.encode()
        return AuthResult(success=right, handled=False)

    def conversation():
        return SMTP(
            Handler(),
            tls_context=context,
            require_starttls=True,
            authenticator=known,
            auth_required=True,
            enable_SMTPUTF8=True,
        )

    server = await asyncio.get_running_loop().create_server(conversation, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


asyncio.run(main(*sys.argv[1:]))
