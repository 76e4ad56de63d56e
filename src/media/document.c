/* document.c - papers that come as evidence: known by their bytes, kept as they are, given back as a download to
 * whoever may read the file. A picture among them is decoded and loses what the camera wrote into it. */
#include "media/media.h"
#include "media/photo_view.h"
#include "media/picture.h"
#include "photo.html.h"
#include <string.h>

typedef struct {
    Str type, bytes;
} Document;

static bool holds(Str s, const char *word)
{
    return s.len && memmem(s.ptr, s.len, word, strlen(word));
}

/* An office file is a ZIP whose first entry, and folder, say what it is; nothing is unpacked. */
static const char *type_of(Str s)
{
    if (str_starts(s, S("%PDF-"))) return "application/pdf";
    if (!str_starts(s, S("PK\3\4")) || !holds(s, "[Content_Types].xml")) return NULL;
    if (holds(s, "word/document.xml")) return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    return holds(s, "xl/workbook.xml") ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" : NULL;
}

static Err take_picture(Ctx *c, Upload *u, Document *d)
{
    TRY(photo_take(c, u));
    const Picture *p = u->made;
    *d = (Document){S("image/jpeg"), p->at[0].jpeg};
    u->made = d;
    return OK;
}

Err document_take(Ctx *c, Upload *u)
{
    Document *d = NEW(c->arena, Document, 1);
    if (picture_type(u->bytes) != PICTURE_NONE) return take_picture(c, u, d);
    const char *type = type_of(u->bytes);
    if (!type) return WHY(c, MSG_document_type, ERR_INVALID);
    if (str_starts(u->bytes, S("%PDF-")) && holds(u->bytes, "/Encrypt"))
        return WHY(c, MSG_document_locked, ERR_INVALID);
    *d = (Document){str(type), u->bytes};
    u->made = d;
    return OK;
}

Err document_keep(Act *a, const Upload *u)
{
    const Document *d = u->made;
    Attachment known;
    AttachmentRows all;
    if (!d) return attachment_of(a->c, a->file.id, u->hash, &known);
    TRY(attachment_list(a->c, a->file.id, &all));
    if (all.len >= DOCUMENTS_MAX) return WHY(a->c, MSG_document_full, ERR_CONFLICT);
    TRY(media_put(a->c, (MediaPut){u->hash, 0, d->type, d->bytes}));
    return attachment_put(a->c, (AttachmentPut){a->file.id, u->hash, a->file.version, u->name, (int64_t)d->bytes.len});
}

Err documents_panel(Ctx *c, const Casefile *f, Html *out)
{
    AttachmentRows all;
    TRY(attachment_list(c, f->id, &all));
    DocumentViews v = {NEW(c->arena, DocumentView, all.len + 1), all.len};
    for (size_t i = 0; i < all.len; i++)
        v.at[i] = (DocumentView){all.at[i].hash, all.at[i].name, (all.at[i].size + 1023) / 1024};
    *out = documents_html(c, f, v);
    return OK;
}

static Str ending_of(Str type)
{
    if (str_eq(type, S("application/pdf"))) return S("pdf");
    if (str_eq(type, S("image/jpeg"))) return S("jpg");
    return holds(type, "wordprocessing") ? S("docx") : S("xlsx");
}

/* The name it came with is for people to read, on the page; the download gets one of ours. */
Err document_file(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Attachment a;
    Media m;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(attachment_of(c, f.id, path_arg(q, "hash"), &a));
    TRY(media_of(c, a.hash, 0, &m));
    const Str name = arena_fmt(c->arena, STR "-%.8s." STR, ARG(f.code), a.hash.ptr, ARG(ending_of(m.type)));
    return reply_text(q, arena_copy(c->arena, m.type).ptr, m.bytes, name);
}
