/* talk.h - what readers do with an article: answer it, send it on, read it. */
#pragma once
#include "feedback.sql.h"
#include "news/own.h"

enum { FEEDBACK_STAFF = EDITOR | CHIEF_EDITOR | MODERATOR, SHOWN_MAX = 200, MOST_READ = 10, FRIENDS_MAX = 5 };
extern const Flow feedback_flow;
extern const FormSpec feedback_form, friend_form;

/* Below an article: what was approved. Nothing: none was. */
MUST Err article_answers(Ctx *c, const Article *a, Html *out);
/* The two forms have pages of their own, so that an article's page is the same for all its readers, and can be kept. */
typedef struct { const Article *a; Str conflict; Html faults, hidden, content, who; } AnswerView;
typedef struct { const Article *a; Str address; Html faults, hidden, fields; bool ready, sent; } FriendView; /* not ready: this server sends no mail */
Page talk_page(Ctx *c, const Article *a, Str title, Html main); /* around such a form */

bool has_link(Str s);
/* "a@b.vn, c@d.vn": each once; 0: one of them is no address, which then is in *bad. */
size_t friends_of(Arena *a, Str typed, Str out[FRIENDS_MAX + 1], Str *bad);

typedef struct { Str code, name, content, article_title, age; } FeedbackLine;
typedef struct { FeedbackLine *at; size_t len; } FeedbackLines;
typedef struct { Str heading, more; StateLinks states; FeedbackLines rows; } FeedbackDesk;
typedef struct { const Feedback *b; bool staff, waits; } FeedbackPanel;
typedef struct { Str slug, title, value; bool here; } ReadLine;
typedef struct { ReadLine *at; size_t len; } ReadLines;

Err feedback_page(Req *q), post_feedback(Req *q), friend_page(Req *q), post_friend(Req *q), post_read(Req *q), get_most_read(Req *q), feedback_desk(Req *q);
MUST Err feedback_forget(Ctx *c, int64_t *n), friend_forget(Ctx *c, int64_t *n), views_flush(Ctx *c, int64_t *n);
