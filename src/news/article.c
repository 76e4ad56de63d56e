/* article.c - the text of an article as markup. */
#include "news/article.h"
#include "article.html.h"
#include <string.h>

typedef struct {
    Buf out;
    const char *open; /* the element that is open; NULL: none */
} Prose;

static void close_block(Prose *p)
{
    if (p->open) buf_fmt(&p->out, "</%s>\n", p->open);
    p->open = NULL;
}

static void open_block(Prose *p, const char *name)
{
    if (p->open && !strcmp(p->open, name)) return;
    close_block(p);
    p->open = name;
    buf_fmt(&p->out, "<%s>", name);
}

static Str after(Str s, size_t n)
{
    return str_trim((Str){s.ptr + n, s.len - n});
}

static void whole_element(Prose *p, const char *name, Str text)
{
    buf_fmt(&p->out, "<%s>", name);
    put_Str(&p->out, text);
    buf_fmt(&p->out, "</%s>", name);
}

static void add_line(Prose *p, Str line)
{
    if (str_starts(line, S("## "))) {
        close_block(p);
        whole_element(p, "h2", after(line, 3));
    } else if (str_starts(line, S("- "))) {
        open_block(p, "ul");
        whole_element(p, "li", after(line, 2));
    } else {
        const bool more = p->open && !strcmp(p->open, "p");
        open_block(p, "p");
        if (more) buf_char(&p->out, ' ');
        put_Str(&p->out, line);
    }
}

Html article_prose(Arena *a, Str body)
{
    Prose p = {.out = {.arena = a}};
    while (body.len) {
        const Str line = str_trim(str_cut(&body, '\n'));
        if (line.len)
            add_line(&p, line);
        else
            close_block(&p);
    }
    close_block(&p);
    return (Html){buf_done(&p.out)};
}

Html article_drawing(Ctx *c, Str alt)
{
    return article_drawing_html(c, alt);
}
