/* people.h - who speaks in a conversation. */
#pragma once
#include "web/web.h"

typedef struct Person Person;
void people_set(void);    /* once */
void people_forget(void); /* after each conversation */
/* "nobody", or NAME@UNIT with the roles at the first mention; NULL: nobody. */
Person *people_find(Ctx *c, Str name, Str roles, Str *why);
void people_head(const Person *p, Req *q);                  /* what the browser sends along */
Str people_csrf(Person *p, const Req *q, Store *reader);    /* what this person's forms carry */
void people_cookies(Person *p, const Req *q);               /* what the answer set */
