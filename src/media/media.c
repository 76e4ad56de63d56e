/* media.c - the addresses of photos and documents. */
#include "media/media.h"
#include "media/photo_view.h"

static const Permission staff = {"media.read", STAFF_ROLES};

// clang-format off
static const Route routes[] = {
    {GET, "/anh/chia-se/:file", NULL, photo_share, .slow = true},
    {GET, "/anh/:file", NULL, photo_file},
    {GET, "/can-bo/ho-so/:code/anh", &staff, photo_page},
    {GET, "/can-bo/ho-so/:code/anh/:photo", &staff, photo_edit_page},
    {GET, "/can-bo/ho-so/:code/tep/:hash", &staff, document_file},
};
// clang-format on
static const FormSpec *const forms[] = {&photo_add_form, &photo_edit_form, &photo_remove_form};

static const JobRow jobs[] = {
    {"media.sweep", media_sweep, 3600, false}
};

const Slice media_slice = {.name = "media", .routes = TABLE(routes), .jobs = TABLE(jobs), .forms = TABLE(forms)};
