/* mail.h - letters to people (thư, tin nhắn): put in the outbox by the act they follow from, in its transaction, and
 * sent by a thread of the server afterwards.
 *
 * A letter has one recipient. It leaves at least once: after a power cut perhaps twice, with the same Message-ID. When
 * it was sent, its text and its recipient's address are erased; what stays is that it was sent, and when. The address
 * is in no log. Where a person has no address there is their phone, and where there is no phone a line in the list of
 * letters to be handed over on paper. There what is owed goes, too, when it is given up: refused for good, tried too long. */
#pragma once
#include "mail.sql.h"
#include "unit/unit.h"
#include "web/web.h"

typedef struct {
    Str kind;       /* what it is about, for those who look after the outbox: message mail.kind.KIND ("dossier.apologise") */
    Str cause;      /* what it follows from: "act/812", "answer/9". A second letter of one cause to one recipient is not put */
    Lang lang;
    Str to;         /* mail address (is_email); empty: they have none */
    Str phone;      /* for an SMS, where there is no address, or they want no mail (is_phone); empty: none */
    Str subject;    /* without personal data: it is seen on locked screens and in logs of mail servers */
    Str text;       /* plain; a line a paragraph. The same becomes the HTML part */
    Str path;       /* own page it leads to, "/tra-cuu?ma=HS-..."; empty: none. Never a secret that they do not hold already */
    Str action;     /* the words of that link, "Xem hồ sơ" */
    Str sms;        /* the same in few words, with marks; empty: no SMS of this. The link is added */
    Str about;      /* code of the casefile; empty: none */
    int64_t unit;   /* whose letter it is: whose staff sees it in the list of what is to be sent by hand */
    bool at_once;   /* the person asked for it just now: it leaves at night, too; others wait for the morning */
    bool outsider;  /* anybody may cause it (send to a friend): refused with ERR_BUSY while the outbox is long */
    bool paper;     /* if there is no other way, staff must hand it over: it goes into their list */
} Mail;

/* What came of it. MAIL_NONE: there is no way to reach them, or it is switched off. MAIL_TWICE: it was put before. */
typedef enum { MAIL_NONE, MAIL_BY_MAIL, MAIL_BY_SMS, MAIL_ON_PAPER, MAIL_TWICE } MailWay;

/* Puts one letter into the outbox, inside the caller's savepoint. ERR_INVALID: a line break or another control
 * character in the address or the subject, or an address that is none. ERR_BUSY: `outsider`, and too much waits. */
MUST Err mail_put(Ctx *c, const Mail *m, MailWay *way);

/* Has this address asked to get nothing more? (Before mail_put would quietly leave it out.) */
MUST Err mail_stopped(Ctx *c, Str address, bool *yes);
/* Is there a mail server, and is the switch on? What a page asks that offers something by mail. */
MUST Err mail_ready(Ctx *c, bool *yes);
/* https://... of this site, without a slash at its end; empty: nobody has said it. */
MUST Err mail_site(Ctx *c, Str *out);

/* What was written about a casefile, newest first: for the page of those who work on it. */
MUST Err mail_of(Ctx *c, Str code, MailOfFileRows *out);

/* What is handed over for a letter without another way: the address of the paper, with * for the code of the casefile. Set
 * by app; ends with one without kind. A letter of these kinds is owed. mail_paper: of a letter; empty: there is none. */
typedef struct { const char *kind, *address; } MailPaper;
extern const MailPaper *mail_papers;
Str mail_paper(Ctx *c, Str kind, Str about);

MUST Err mail_verify(Ctx *c, Buf *faults, int64_t *n); /* kheo verify: letters are counted where they stand */

/* Quiet hours: no letter leaves from 21:00 to 06:00 unless somebody asked for it. */
bool mail_quiet(Time now);

/* How a text goes by SMS: 160 characters of the GSM alphabet or 70 others; of several parts 153 or 67 each. */
typedef struct { int64_t chars, parts; bool gsm; } SmsSize;
SmsSize sms_size(Str text);
Str sms_plain(Arena *a, Str text); /* without marks, so that it is of the GSM alphabet: "Hồ sơ" becomes "Ho so" */

/* RFC 2047 and 5322: a header's line, NAME: VALUE, as words of Base64 where it is not short ASCII; folded so that no
 * line is longer than 76. The value must be header_safe(). */
Str header_text(Arena *a, const char *name, Str value);
Str header_mailbox(Arena *a, const char *name, Str person, Str address);
Str header_date(Arena *a, Time t); /* Wed, 25 Nov 2026 09:10:00 +0700 */

extern const Slice mail_slice;
