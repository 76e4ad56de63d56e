/* book.h - the numbers of papers (sổ văn bản đi): a book for each unit, kind and calendar year, from 01.
 *
 * A number once given is never given again: what bore it may be taken back, then it stays as a gap that says why. No paper
 * is signed earlier than the one before it in its book (NĐ 30/2020/NĐ-CP, art. 15). */
#pragma once
#include "book.sql.h"
#include "casework/casework.h"

enum { BOOK_READERS = MOVEMENT_STAFF | MOVEMENT_APPROVER | ONESTOP_CLERK | OFFICER | UNIT_HEAD | PROVINCE_MONITOR | AUDITOR };

/* From inside `apply`, once the file is placed: the next number of the book of the file's unit, for a paper signed on
 * act->done by whoever acts; it becomes the act's document. day: the field of the form that says that day; NULL: none does, and what is
 * wrong with it stands in c->why. ERR_INVALID: a later paper has its number already, or, as far as accounts tell, whoever
 * acts had no right to sign on that day. */
MUST Err book_take(Act *a, const char *kind, const char *day);
/* From inside `undo`: the number that the file took there becomes a gap, for the act's reason. */
MUST Err book_leave(Act *a, const char *kind);

/* A number twice, one that is missing, one that goes back in time, one whose act does not bear it. */
MUST Err book_verify(Ctx *c, Buf *faults, int64_t *n);

typedef struct {
    Str heading, unit, kind, year_text, next;
    Options units;       /* that have books in that year, and that this person may read */
    BookOfRows books;    /* of the one that is shown */
    const BookOf *book;  /* NULL: there is none */
    BookEntryRows rows;
} BookView;
bool entry_opens(const Ctx *c, const BookEntry *e); /* this person may read the file it belongs to */
extern const Slice document_slice;
