/* people.h - who speaks in a conversation. */
#pragma once
#include "web/web.h"

typedef struct Person Person;
void people_forget(void); /* after each conversation */
/* "nobody", whose browser is then a new one, or NAME@UNIT (NAME: for the whole house) with the roles at the first
 * mention, when the account is made. NULL: *why says why not. Inside a transaction. */
Person *people_find(Ctx *c, Str name, Str roles, Str *why);
/* Signed in, however far the clock was moved. Inside a transaction. */
MUST Err people_sign_in(Ctx *c, Person *p);
void people_head(const Person *p, Req *q);           /* what the browser sends along */
Str people_csrf(const Person *p, Arena *a);          /* what this person's forms carry; empty: none */
void people_cookies(Person *p, const Req *q);        /* what the answer set */
