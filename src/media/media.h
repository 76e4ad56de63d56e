/* media.h - photos and documents of casefiles: taken in by acts, stored in the data file, shown to whom the file is.
 *
 * A service that wants photos adds PHOTO_ROWS to its table and photos_panel to its panel, and names the events
 * (KIND.event.photo_add ...). One that takes a document as evidence puts FILE_FIELD with .take = document_take into
 * its form and calls document_keep in `apply`. */
#pragma once
#include "casework/casework.h"
#include "media.sql.h"

enum { PHOTOS_MAX = 20, DOCUMENTS_MAX = 50 };

/* ---- photos ---- */

MUST Err photo_take(Ctx *c, Upload *u); /* Field.take: u->made is then a Picture */
extern const FormSpec photo_add_form, photo_edit_form, photo_remove_form;
MUST Err photo_add(Act *a), photo_edit(Act *a), photo_remove(Act *a), photo_undo(Act *a);
int photo_room(Ctx *c, const Casefile *f); /* guard: fewer than PHOTOS_MAX */
#define PHOTO_ROWS(states, roles)                                                                                           \
    {states, "photo_add", STAY, roles, .form = &photo_add_form, .guard = photo_room, .apply = photo_add, .undo = photo_undo, .inner = true}, \
    {states, "photo_edit", STAY, roles, .form = &photo_edit_form, .apply = photo_edit, .undo = photo_undo, .hidden = true, .inner = true},   \
    {states, "photo_remove", STAY, roles, .form = &photo_remove_form, .apply = photo_remove, .undo = photo_undo, .hidden = true, .inner = true}

/* The photos of a file; inside: also those that only the office may see, and the way to the page that orders them. */
MUST Err photos_panel(Ctx *c, const Casefile *f, bool inside, Html *out);
/* The same as data: one more member, `,"photos":[...]`. */
MUST Err photos_json(Ctx *c, const Casefile *f, bool inside, Buf *out);
Str photo_address(Ctx *c, Str hash, int64_t width, int64_t at_most); /* "HASH-480.jpg", to go behind /anh/ */
/* The widths that are kept of a photo, the smallest first. */
typedef struct { Str jpeg, webp, width_text; int64_t width; } PhotoSize; /* jpeg, webp: to go behind /anh/ */
typedef struct { PhotoSize *at; size_t len; } PhotoSizes;
PhotoSizes photo_sizes(Ctx *c, Str hash, int64_t width);
PhotoSize photo_size(Ctx *c, Str hash, int64_t width, int64_t at_most);

/* A photo in a page: as WebP for browsers that take it, where it has one, else as JPEG. */
typedef struct {
    PhotoSize one;         /* for whoever cannot choose */
    PhotoSizes all;
    Str sizes;             /* how wide it is shown, so that the browser takes the width that fits; empty: `one` it is */
    Str css, alt;
    int64_t width, height; /* of the place that is kept for it */
    bool webp, at_once;    /* at_once: not only when it comes into view */
} PhotoImage;
Html photo_image(Ctx *c, const PhotoImage *x);

/* The classes of a picture that is cut to the shape of its place: around what matters in it. */
Str photo_crop(int64_t focus_x, int64_t focus_y);

/* ---- documents ---- */

#define DOCUMENT_ACCEPT ".pdf,.docx,.xlsx,image/jpeg,image/png,image/webp"
MUST Err document_take(Ctx *c, Upload *u); /* PDF, DOCX, XLSX or a picture, by its bytes; a picture loses its metadata */
MUST Err document_keep(Act *a, const Upload *u);  /* in apply; a hash without bytes must be one of this file already */
MUST Err documents_panel(Ctx *c, const Casefile *f, Html *out); /* their list, to be downloaded by whoever may read the file */

/* Bytes known by `hash`, kept once. `size`: width of a photo's JPEG, the same below zero of its WebP, 0 of a document. */
typedef struct { Str hash; int64_t size; Str type, bytes; } MediaPut;
MUST Err media_put(Ctx *c, MediaPut x);
MUST Err media_sweep(Ctx *c, int64_t *n); /* job: bytes let go of a day ago that nobody refers to */
/* All bytes still have their hash, each is referred to, and whatever refers to one finds it. */
MUST Err media_verify(Ctx *c, Buf *faults, int64_t *n);

extern const Slice media_slice;
