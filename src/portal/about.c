/* about.c - help, accessibility, personal data: what the office says of this site. */
#include "about.html.h"
#include "portal/portal.h"

static Err text_page(Req *q, int title, Html main)
{
    if (!wants_html(q)) return ERR_NOT_FOUND; /* words, no data */
    return reply(q, (Page){.title = msg(&q->ctx, title), .main = main});
}

Err get_help(Req *q)
{
    Ctx *c = &q->ctx;
    return text_page(q, MSG_layout_help, c->lang == EN ? help_en_html(c, site()) : help_vi_html(c, site()));
}

Err get_accessibility(Req *q)
{
    Ctx *c = &q->ctx;
    return text_page(q, MSG_layout_accessibility,
                     c->lang == EN ? accessibility_en_html(c, site()) : accessibility_vi_html(c, site()));
}

Err get_privacy(Req *q)
{
    Ctx *c = &q->ctx;
    return text_page(q, MSG_layout_privacy, c->lang == EN ? privacy_en_html(c, site()) : privacy_vi_html(c, site()));
}
