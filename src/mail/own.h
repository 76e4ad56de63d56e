/* own.h - what the files of this folder share; app's sender includes it, too. */
#pragma once
#include "http/smtp.h"
#include "mail/address.h"
#include "mail/mail.h"

enum { MAIL_TEXT_MAX = 20000, SAID_MAX = 400, WHO_HEX = 32, MAC_HEX = 16 };
enum { QUIET_FROM = 21 * 60, QUIET_TO = 6 * 60 };   /* minutes of the day */
enum { OUTSIDERS_MAX = 20000, PER_RECIPIENT_MAX = 5 }; /* waiting at most; to one recipient a day, of those anybody may cause */

/* put.c */
Str mail_uid(Ctx *c); /* a new one */
MUST Err mail_who(Ctx *c, const MailSetting *s, Str to, Str *who); /* keyed hash of an address or a number */
MUST Err mail_stop_token(Ctx *c, const MailSetting *s, Str who, Str *token); /* for the address of the page that stops it */
bool mail_stop_read(Ctx *c, const MailSetting *s, Str token, Str *who);
MUST Err mail_moved(Ctx *c, Str channel, const char *from, const char *to); /* in the counts; NULL: from or to nothing */

/* compose.c: a row as the server gets it. */
enum { MAIL_HEAD = 4 };
typedef struct { Str to, subject; Time at; } MailHead;
void mail_head(Ctx *c, const MailSetting *s, const MailHead *of, Str out[static MAIL_HEAD]); /* the lines that every mail has */
bool mail_server_set(const MailSetting *s); /* there is one, and it is known who writes */
MUST Err mail_compose(Ctx *c, const MailSetting *s, const MailRow *m, SmtpMail *out);
Str sms_body(Ctx *c, const MailSetting *s, Str text, Str path);
SmtpServer mail_server(Ctx *c, const MailSetting *s);

/* send.c: what is due, and what came of it. */
typedef enum { CAME_SENT, CAME_LATER, CAME_NEVER } Came;
MUST Err mail_take_due(Ctx *c, const char *channel, int64_t n, MailRowRows *out);
MUST Err mail_came(Ctx *c, const MailRow *m, Came how, Str said);
/* Nobody tries it any more: `by` an account, or empty by itself. What is owed becomes a letter to hand over. */
MUST Err mail_abandon(Ctx *c, const MailLine *m, Str by, Str said);
/* Exponential, from a minute to four hours, each a quarter more or less. */
int64_t mail_wait_ms(int64_t tries, uint64_t chance);
MUST Err mail_forget(Ctx *c, int64_t *n); /* job */

/* by_hand.c, outbox.c, setup.c, staff.c, stop.c */
Handler hand_page, hand_done, outbox_page, outbox_again, outbox_again_all, outbox_give_up, setting_page, setting_put, setting_try_prepare, setting_try,
    own_mail_page, own_mail_put, stop_page, stop_post, stop_back;
extern const FormSpec setting_form, own_mail_form, try_form;
#define SETTING_PAGE "/quan-tri/thu"
#define OUTBOX_PAGE  "/quan-tri/thu/hop-gui"
#define HAND_PAGE    "/can-bo/tin-nhan"
#define OWN_MAIL_PAGE "/can-bo/thu-cua-toi"
