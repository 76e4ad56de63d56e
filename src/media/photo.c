/* photo.c - photos of a casefile: added, described, put in order and taken away by acts; shown to whom the file is. */
#include "base/json.h"
#include "media/media.h"
#include "media/picture.h"
#include "photo.html.h"
#include <assert.h>
#include <string.h>

/* ---- taking one in ---- */

static Err refused(Ctx *c, Err e, Str why)
{
    if (e == ERR_BUSY) return WHY(c, MSG_photo_busy, ERR_BUSY);
    if (str_starts(why, S("large "))) {
        (void)str_cut(&why, ' ');
        const Str width = str_cut(&why, ' ');
        return WHY_WITH(c, MSG_photo_pixels, arena_fmt(c->arena, STR " × " STR, ARG(width), ARG(why)), ERR_INVALID);
    }
    if (str_starts(why, S("no library"))) {
        const Err logged = FAIL(ERR_INVALID, "photos need libvips42: install it");
        return WHY(c, MSG_photo_off, logged);
    }
    return WHY(c, MSG_photo_broken, ERR_INVALID);
}

Err photo_take(Ctx *c, Upload *u)
{
    Str out;
    Picture *p = NEW(c->arena, Picture, 1);
    if (picture_type(u->bytes) == PICTURE_NONE) return WHY(c, MSG_photo_type, ERR_INVALID);
    const Err e = worker_ask(c->arena, &picture_work, u->bytes, &out);
    if (e) return refused(c, e, out);
    if (!picture_read(out, p)) return WHY(c, MSG_photo_broken, ERR_INVALID);
    u->made = p, u->hash = sha256_hex(c->arena, p->at[0].jpeg);
    return OK;
}

static Err store(Ctx *c, Str hash, const Picture *p)
{
    for (size_t i = 0; i < p->len; i++) {
        const PictureSize *x = &p->at[i];
        TRY(media_put(c, (MediaPut){hash, x->width, S("image/jpeg"), x->jpeg}));
        if (x->webp.len) TRY(media_put(c, (MediaPut){hash, -x->width, S("image/webp"), x->webp}));
    }
    return OK;
}

/* ---- the acts ---- */

typedef struct {
    Upload photo;
    Str caption, credit, alt;
    bool consent;
} Added;
static const Field added_fields[] = {
    FILE_FIELD(Added, photo, .max = FILE_BYTES_MAX, .accept = "image/jpeg,image/png,image/webp", .take = photo_take),
    TEXT_FIELD(Added, caption, .min = 3, .max = 500),
    TEXT_FIELD(Added, credit, .min = 2, .max = 120),
    TEXT_FIELD(Added, alt, .min = 3, .max = 300),
    YES_FIELD(Added, consent),
};
const FormSpec photo_add_form = FORM("photo", added_fields, Added);

enum { FOCUS_SHOWN = 240 }; /* how wide the picture is shown that one clicks on */
typedef struct {
    Str photo, caption, credit, alt, click_x, click_y;
    int64_t place, focus_x, focus_y;
    bool consent;
} Edited;
static const Field edited_fields[] = {
    HIDDEN_FIELD(Edited, photo, .max = 64),
    TEXT_FIELD(Edited, caption, .min = 3, .max = 500),
    TEXT_FIELD(Edited, credit, .min = 2, .max = 120),
    TEXT_FIELD(Edited, alt, .min = 3, .max = 300),
    NUMBER_FIELD(Edited, place, .min = 1, .max = PHOTOS_MAX),
    NUMBER_FIELD(Edited, focus_x, .min = 1, .max = 100, .optional = true),
    NUMBER_FIELD(Edited, focus_y, .min = 1, .max = 100, .optional = true),
    YES_FIELD(Edited, consent),
 /* a click on the picture, as a browser sends it: "focus.x" */
    {.name = "focus.x", .type = FIELD_HIDDEN, .at = TYPED(Edited, click_x, Str), .max = 5, .optional = true},
    {.name = "focus.y", .type = FIELD_HIDDEN, .at = TYPED(Edited, click_y, Str), .max = 5, .optional = true},
};
const FormSpec photo_edit_form = FORM("photo", edited_fields, Edited);

typedef struct {
    Str photo;
} Removed;
static const Field removed_fields[] = {HIDDEN_FIELD(Removed, photo, .max = 64)};
const FormSpec photo_remove_form = FORM("photo", removed_fields, Removed);

int photo_room(Ctx *c, const Casefile *f)
{
    PhotoRows all;
    return photo_list(c, f->id, &all) || all.len >= PHOTOS_MAX ? MSG_photo_full : 0;
}

static Err write(const Act *a, const Photo *p, bool removed)
{
    return photo_put(a->c, (PhotoPut){a->file.id, p->hash, a->file.version, p->place, p->width, p->height, p->caption,
                                      p->credit, p->alt, p->consent, removed, p->focus_x, p->focus_y});
}

static Photo *find(const PhotoRows *all, Str hash)
{
    for (size_t i = 0; i < all->len; i++)
        if (str_eq(all->at[i].hash, hash)) return &all->at[i];
    return NULL;
}

Err photo_add(Act *a)
{
    const Added *in = a->input;
    const Picture *p = in->photo.made;
    PhotoRows all;
    TRY(photo_list(a->c, a->file.id, &all));
    if (!p) form_fault(a->c, a->form, "photo", "E_REQUIRED", MSG_form_file, (Str){0});
    if (find(&all, in->photo.hash)) form_fault(a->c, a->form, "photo", "E_DUPLICATE", MSG_photo_twice, (Str){0});
    if (!a->form->ok) return ERR_INVALID;
    TRY(store(a->c, in->photo.hash, p));
    const Photo new = {in->photo.hash,
                       (int64_t)all.len + 1,
                       p->at[0].width,
                       p->at[0].height,
                       in->caption,
                       in->credit,
                       in->alt,
                       in->consent,
                       50,
                       50};
    return write(a, &new, false);
}

/* The photo that the form means; NULL: it is no longer there, and the form says so. */
static Err meant(Act *a, Str hash, PhotoRows *all, Photo **out)
{
    TRY(photo_list(a->c, a->file.id, all));
    *out = find(all, hash);
    if (*out) return OK;
    form_fault(a->c, a->form, "photo", "E_UNKNOWN_REF", MSG_photo_gone, (Str){0});
    return ERR_INVALID;
}

/* In hundredths of a side: where it was clicked, else what was typed, else as it was. */
static int64_t focus_of(Str click, int64_t side, int64_t typed, int64_t was)
{
    int64_t at;
    if (!str_digits(click) || !str_int(click, &at)) return typed ? typed : was;
    const int64_t part = side ? at * 100 / side : 50;
    return part < 1 ? 1 : part > 100 ? 100 : part;
}

/* One is lifted out and put back where it was asked for; whichever moved by that is written anew. */
Err photo_edit(Act *a)
{
    const Edited *in = a->input;
    PhotoRows all;
    Photo *p;
    TRY(meant(a, in->photo, &all, &p));
    p->caption = in->caption, p->credit = in->credit, p->alt = in->alt, p->consent = in->consent;
    p->focus_x = focus_of(in->click_x, FOCUS_SHOWN, in->focus_x, p->focus_x);
    p->focus_y = focus_of(in->click_y, p->height * FOCUS_SHOWN / p->width, in->focus_y, p->focus_y);
    const int64_t place = in->place > (int64_t)all.len ? (int64_t)all.len : in->place;
    int64_t next = 1;
    for (size_t i = 0; i < all.len; i++) {
        Photo *other = &all.at[i];
        if (other == p) continue;
        if (next == place) next++;
        const bool moved = other->place != next;
        other->place = next++;
        if (moved) TRY(write(a, other, false));
    }
    p->place = place;
    return write(a, p, false);
}

Err photo_remove(Act *a)
{
    PhotoRows all;
    Photo *p;
    TRY(meant(a, ((const Removed *)a->input)->photo, &all, &p));
    for (size_t i = (size_t)(p - all.at) + 1; i < all.len; i++) {
        all.at[i].place = (int64_t)i;
        TRY(write(a, &all.at[i], false));
    }
    TRY(media_let_go(a->c, p->hash, a->c->now));
    return write(a, p, true);
}

/* What it brought may be let go of; what it took away comes back, if the sweep has not been there. */
Err photo_undo(Act *a)
{
    PhotoLastRows last;
    TRY(photo_last(a->c, a->file.id, &last));
    for (size_t i = 0; i < last.len; i++) {
        if (last.at[i].removed && !last.at[i].sizes) return WHY(a->c, MSG_photo_swept, ERR_CONFLICT);
        TRY(media_let_go(a->c, last.at[i].hash, a->c->now));
    }
    return photo_drop_last(a->c, a->file.id);
}

/* ---- showing ---- */

Str photo_address(Ctx *c, Str hash, int64_t width, int64_t at_most)
{
    return arena_fmt(c->arena, STR "-%lld.jpg", ARG(hash), (long long)(width < at_most ? width : at_most));
}

PhotoSize photo_size(Ctx *c, Str hash, int64_t width, int64_t at_most)
{
    const int64_t w = width < at_most ? width : at_most;
    const Str text = arena_fmt(c->arena, "%lld", (long long)w);
    return (PhotoSize){photo_address(c, hash, w, w), arena_fmt(c->arena, STR "-" STR ".webp", ARG(hash), ARG(text)),
                       text, w};
}

PhotoSizes photo_sizes(Ctx *c, Str hash, int64_t width)
{
    PhotoSizes out = {NEW(c->arena, PhotoSize, PICTURE_SIZES), 0};
    for (int i = PICTURE_SIZES - 1; i >= 0; i--) {
        const int64_t w = i ? picture_widths[i] : width;
        if (i && w >= width) continue;
        out.at[out.len++] = photo_size(c, hash, w, w);
    }
    return out;
}

Html photo_image(Ctx *c, const PhotoImage *x)
{
    return (Html){str_trim(photo_image_html(c, x).s)}; /* it stands within a line */
}

static PhotoViews views_of(Ctx *c, PhotoRows all, bool inside)
{
    PhotoViews out = {NEW(c->arena, PhotoView, all.len + 1), 0};
    for (size_t i = 0; i < all.len; i++) {
        const Photo *p = &all.at[i];
        if (!inside && !p->consent) continue;
        PhotoImage x = {.one = photo_size(c, p->hash, p->width, 960),
                        .all = photo_sizes(c, p->hash, p->width),
                        .alt = p->alt,
                        .webp = p->webp};
        x.width = x.one.width, x.height = p->height * x.width / p->width;
        PhotoImage small = x;
        small.one = photo_size(c, p->hash, p->width, 480);
        if (x.all.len > 1) x.sizes = S("(min-width: 48rem) 45rem, 100vw");
        const Str whole = photo_address(c, p->hash, p->width, p->width);
        out.at[out.len++] = (PhotoView){p, x, small, whole, p->place};
    }
    return out;
}

Err photos_panel(Ctx *c, const Casefile *f, bool inside, Html *out)
{
    PhotoRows all;
    TRY(photo_list(c, f->id, &all));
    *out = photos_html(c, f, views_of(c, all, inside), inside && all.len > 0);
    return OK;
}

static void photo_as_data(Ctx *c, const Photo *p, bool inside, Json *j)
{
    const PhotoSizes sizes = photo_sizes(c, p->hash, p->width);
    json_open(j, '{');
    json_member(j, "hash", p->hash);
    json_member(j, "caption", p->caption);
    json_member(j, "credit", p->credit);
    json_member(j, "alt", p->alt);
    json_member(j, "width", p->width);
    json_member(j, "height", p->height);
    if (inside) json_member(j, "consent", p->consent);
    json_key(j, "sizes");
    json_open(j, '[');
    for (size_t i = 0; i < sizes.len; i++) {
        json_open(j, '{');
        json_member(j, "width", sizes.at[i].width);
        json_member(j, "href", arena_fmt(c->arena, "/anh/" STR, ARG(sizes.at[i].jpeg)));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

Err photos_json(Ctx *c, const Casefile *f, bool inside, Buf *out)
{
    PhotoRows all;
    Json j = {out, true};
    TRY(photo_list(c, f->id, &all));
    json_key(&j, "photos");
    json_open(&j, '[');
    for (size_t i = 0; i < all.len; i++)
        if (inside || all.at[i].consent) photo_as_data(c, &all.at[i], inside, &j);
    json_close(&j, ']');
    return OK;
}

/* ---- the page on which they are put in order ---- */

static Html edit_fields(Ctx *c, const Photo *p)
{
    Form form = form_blank(&photo_edit_form);
    form_value(&form, "photo", p->hash);
    form_value(&form, "caption", p->caption), form_value(&form, "credit", p->credit);
    form_value(&form, "alt", p->alt), form_value(&form, "place", arena_fmt(c->arena, "%lld", (long long)p->place));
    if (p->consent) form_value(&form, "consent", S("1"));
    form_value(&form, "focus_x", arena_fmt(c->arena, "%lld", (long long)p->focus_x));
    form_value(&form, "focus_y", arena_fmt(c->arena, "%lld", (long long)p->focus_y));
    for (size_t i = 0; i < form.spec->len; i++)
        form.off[i] = str_starts(str(form.spec->fields[i].name), S("focus.")); /* the picture itself sends them */
    return form_fields(c, &form);
}

static bool allows(const Possibles *all, const char *event)
{
    for (size_t i = 0; i < all->len; i++)
        if (!strcmp(all->at[i].row->event, event)) return all->at[i].may;
    return false;
}

Err photo_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    Possibles may;
    PhotoRows all;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(casework_possible(c, flow, &f, &may));
    TRY(photo_list(c, f.id, &all));
    const Str seen = arena_fmt(c->arena, "%lld", (long long)f.version);
    PhotosView v = {.f = &f, .photos = views_of(c, all, true), .hidden = form_hidden(c, q), .seen = seen};
    v.may_add = allows(&may, "photo_add"), v.may_edit = allows(&may, "photo_edit");
    return reply(q, (Page){.title = msg(c, MSG_photo_title),
                           .main = photos_page_html(c, v),
                           .up = arena_fmt(c->arena, "/can-bo/ho-so/" STR, ARG(f.code)).ptr,
                           .up_title = MSG_casework_file,
                           .private_page = true});
}

/* One of them, to be described anew; what is sent goes to the act, and its faults come back on the act's own page. */
Err photo_edit_page(Req *q)
{
    Ctx *c = &q->ctx;
    const Flow *flow;
    Casefile f;
    PhotoRows all;
    TRY(casework_read(c, path_arg(q, "code"), &flow, &f));
    TRY(photo_list(c, f.id, &all));
    const Photo *p = find(&all, path_arg(q, "photo"));
    if (!p) return ERR_NOT_FOUND;
    const Str seen = arena_fmt(c->arena, "%lld", (long long)f.version);
    const Html main = photo_edit_html(
        c, &f, (PhotoFocus){photo_address(c, p->hash, p->width, 480), FOCUS_SHOWN, p->height * FOCUS_SHOWN / p->width},
        edit_fields(c, p), form_hidden(c, q), seen);
    return reply(q, (Page){.title = msg(c, MSG_photo_edit),
                           .main = main,
                           .up = arena_fmt(c->arena, "/can-bo/ho-so/" STR "/anh", ARG(f.code)).ptr,
                           .up_title = MSG_photo_title,
                           .private_page = true});
}

/* ---- the bytes ---- */

enum { PUBLIC_KEEP_S = 86400 }; /* a copy in a cache outlives a withdrawn consent by a day at most */

/* A photo is everybody's where its file is and the persons in it agreed; else for those who may read the file. */
static Err may_see(Ctx *c, Str hash, bool *public)
{
    PhotoFileRows files;
    bool seen = false;
    *public = false;
    TRY(photo_files(c, hash, &files));
    for (size_t i = 0; i < files.len && !*public; i++) {
        Casefile f;
        TRY(casefile_by_id(c, files.at[i].casefile, &f));
        *public = f.public && files.at[i].consent;
        seen = seen || casework_may_read(c, flow_of(f.kind), &f);
    }
    return *public || seen ? OK : ERR_NOT_FOUND;
}

static int below_100(int64_t n)
{
    return n > 99 ? 99 : (int)n;
}

/* For those who share an article: 1200 by 630, cut around what matters. Made anew for whoever asks, and kept by caches.
 */
Err photo_share(Req *q)
{
    Ctx *c = &q->ctx;
    Str hash = path_arg(q, "file"), out;
    PhotoFileRows files;
    Media m;
    bool public;
    if (!str_ends(hash, S(".jpg"))) return ERR_NOT_FOUND;
    hash.len -= 4;
    TRY(may_see(c, hash, &public));
    TRY(photo_files(c, hash, &files));
    if (!public || !files.len) return ERR_NOT_FOUND;
    TRY(media_of(c, hash, files.at[0].width, &m));
    Buf in = {.arena = c->arena};
    buf_fmt(&in, "%02d %02d\n", below_100(files.at[0].focus_x), below_100(files.at[0].focus_y));
    buf_str(&in, m.bytes); /* not formatted: they have zeros in them */
    const Err e = worker_ask(c->arena, &share_work, buf_done(&in), &out);
    if (e)
        return e == ERR_BUSY ? WHY(c, MSG_photo_busy, ERR_BUSY)
                             : FAIL(ERR_INTERNAL, "no share picture: " STR, ARG(out));
    if (picture_type(out) != PICTURE_JPEG) return FAIL(ERR_INTERNAL, "the worker drew no share picture");
    TRY(reply_text(q, "image/jpeg", out, (Str){0}));
    q->store = true, q->keep_s = PUBLIC_KEEP_S;
    return OK;
}

Str photo_crop(int64_t focus_x, int64_t focus_y)
{
    static const char *const css[5][5] = {
        {"crop fx0 fy0", "crop fx0 fy1", "crop fx0", "crop fx0 fy3", "crop fx0 fy4"},
        {"crop fx1 fy0", "crop fx1 fy1", "crop fx1", "crop fx1 fy3", "crop fx1 fy4"},
        {"crop fy0",     "crop fy1",     "crop",     "crop fy3",     "crop fy4"    },
        {"crop fx3 fy0", "crop fx3 fy1", "crop fx3", "crop fx3 fy3", "crop fx3 fy4"},
        {"crop fx4 fy0", "crop fx4 fy1", "crop fx4", "crop fx4 fy3", "crop fx4 fy4"}
    };
    return str(css[(focus_x * 4 + 50) / 100][(focus_y * 4 + 50) / 100]);
}

/* "480.jpg", "480.webp": as media_of() knows it; 0: no size of a photo. */
static int64_t size_named(Str name)
{
    const bool webp = str_ends(name, S(".webp"));
    int64_t width;
    if (!webp && !str_ends(name, S(".jpg"))) return 0;
    name.len -= webp ? 5 : 4;
    if (!str_digits(name) || !str_int(name, &width)) return 0;
    return webp ? -width : width;
}

Err photo_file(Req *q)
{
    Ctx *c = &q->ctx;
    Str name = path_arg(q, "file"), hash = str_cut(&name, '-');
    const int64_t size = size_named(name);
    Media m;
    bool public;
    if (!size) return ERR_NOT_FOUND;
    TRY(may_see(c, hash, &public));
    TRY(media_of(c, hash, size, &m));
    TRY(reply_text(q, size < 0 ? "image/webp" : "image/jpeg", m.bytes, (Str){0}));
    q->store = public, q->keep_s = PUBLIC_KEEP_S;
    return OK;
}
