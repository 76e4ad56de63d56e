/* layout.h - what the frame around every page needs to know. */
#pragma once
#include "web/web.h"

typedef struct { Str path, label; bool here; } MenuLink;
typedef struct { MenuLink *at; size_t len; } MenuLinks;
MenuLinks menu_links(const Req *q, const Page *p);  /* of everyone */
Html staff_menu(const Req *q, const Page *p);       /* what this person's roles open */
Html language_link(const Req *q);                    /* this page in the other language */
Str pref(const Req *q, const char *name);           /* display cookie: only known values */

/* A form that could not be taken now: all of it, to be sent once more. Without a path it holds a secret or a file,
 * which no page gives back. */
typedef struct { Str path; Pairs fields; bool typed; } Again;
