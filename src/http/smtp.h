/* smtp.h - one mail server: a connection that is kept, a mail at a time, one recipient each, and the server's own words.
 * For servers that the operator wrote down. libcurl speaks SMTP and packs the parts (MIME). */
#pragma once
#include "base/base.h"

typedef enum { SMTP_PLAIN, SMTP_STARTTLS, SMTP_TLS } SmtpSafety; /* the last: TLS from the first byte */
typedef struct {
    Str host;
    int port;
    SmtpSafety safety;
    Str user, password; /* empty: the server asks for none; only over TLS unless `safety` says plain */
    Str ca;             /* PEM: whom to trust instead of the system's list; empty: that list */
    Str helo;           /* how we call ourselves: a domain */
    int seconds;        /* for one mail */
} SmtpServer;

typedef struct {
    Str from, to;       /* addresses alone */
    const Str *head;    /* "Name: value", folded with CRLF and a blank where they are long */
    size_t head_len;
    Str text, html;     /* UTF-8; become the two parts */
} SmtpMail;

/* SENT: the server has taken it. LATER: it said 4xx to this mail. NEVER: it said 5xx to this recipient or to the mail.
 * SERVER: it is not there, or does not let us in, whatever the mail: the others need not be tried now. */
typedef enum { SMTP_SENT, SMTP_LATER, SMTP_NEVER, SMTP_SERVER } SmtpOutcome;
enum { SMTP_SAID_MAX = 400, SMTP_TALK_MAX = 6000 };
typedef struct {
    SmtpOutcome how;
    int code;           /* the server's last; 0: it said nothing */
    Str said;           /* its last words, or why there are none; every address in them is "…" */
    Str talk;           /* the whole conversation but what was secret in it: for whoever sets it up */
} SmtpAnswer;

typedef struct Smtp Smtp;
Smtp *smtp_open(Arena *a, const SmtpServer *s); /* connects with the first mail; NULL: libcurl4 is not installed */
void smtp_send(Smtp *s, Arena *a, const SmtpMail *m, SmtpAnswer *out);
void smtp_greet(Smtp *s, Arena *a, SmtpAnswer *out); /* connects, signs in, says NOOP: nothing is sent */
void smtp_close(Smtp *s);

/* No character in it that could end a header's line or begin another: what every value of a header must pass. */
bool header_safe(Str s);
