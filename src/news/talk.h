/* talk.h - what readers do with an article: answer it, send it on, read it. */
#pragma once
#include "feedback.sql.h"
#include "news/own.h"

enum { FEEDBACK_STAFF = EDITOR | CHIEF_EDITOR | MODERATOR, SHOWN_MAX = 200, MOST_READ = 10, FRIENDS_MAX = 5 };
extern const Flow feedback_flow;
extern const FormSpec feedback_form, friend_form;

/* Below an article: what was approved, and the two forms, blank or as they came back. */
typedef struct {
    const Article *a;
    FeedbackShownRows shown;
    Html hidden, content, who, friend;
    bool sent;
} Talk;
MUST Err talk_html(Req *q, const Article *a, const Form *feedback, const Form *friend, Html *out);
/* The article's page once more, with the faults of a form. */
MUST Err article_again(Req *q, const Article *a, const Form *feedback, const Form *friend);

bool has_link(Str s);
/* "a@b.vn, c@d.vn": each once; 0: one of them is no address, which then is in *bad. */
size_t friends_of(Arena *a, Str typed, Str out[FRIENDS_MAX + 1], Str *bad);

typedef struct { Str code, name, content, article_title, age; } FeedbackLine;
typedef struct { FeedbackLine *at; size_t len; } FeedbackLines;
typedef struct { Str heading, more; StateLinks states; FeedbackLines rows; } FeedbackDesk;
typedef struct { const Feedback *b; bool staff, waits; } FeedbackPanel;
typedef struct { Str slug, title, value; bool here; } ReadLine;
typedef struct { ReadLine *at; size_t len; } ReadLines;

Err post_feedback(Req *q), post_friend(Req *q), post_read(Req *q), get_most_read(Req *q), feedback_desk(Req *q);
MUST Err feedback_forget(Ctx *c, int64_t *n), friend_forget(Ctx *c, int64_t *n), views_flush(Ctx *c, int64_t *n);
