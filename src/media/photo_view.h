/* photo_view.h - what the pages of photos and documents see. */
#pragma once
#include "media/media.h"

typedef struct {
    const Photo *p;
    PhotoImage image, small;
    Str whole; /* behind /anh/ */
    int64_t place;
} PhotoView;
typedef struct { PhotoView *at; size_t len; } PhotoViews;
typedef struct {
    const Casefile *f;
    PhotoViews photos;
    Html hidden;
    Str seen;
    bool may_add, may_edit;
} PhotosView;

typedef struct { Str hash, name; int64_t kilobytes; } DocumentView;
typedef struct { DocumentView *at; size_t len; } DocumentViews;

typedef struct { Str file; int64_t width, height; } PhotoFocus; /* what one clicks on */

Err photo_share(Req *q), photo_page(Req *q), photo_edit_page(Req *q), photo_file(Req *q), document_file(Req *q);
