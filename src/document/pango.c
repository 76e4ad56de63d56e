/* pango.c - the libraries that draw text, and the one family of fonts they get. */
#include "document/pango.h"
#include "base/library.h"

Pango pango;
PangoContext *writing;

// clang-format off
static const char *const fonts[] = { /* package fonts-liberation2; fonts-liberation 1 has not all Vietnamese letters */
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Bold.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-Italic.ttf",
    "/usr/share/fonts/truetype/liberation2/LiberationSerif-BoldItalic.ttf",
};
#define NAME(name) {#name, &pango.name},
static const LibraryCall calls[] = {PANGO_CALLS(NAME)};

/* Every letter there is; what stands in no font of ours would be drawn as a box, and not be found in the text. */
static const char letters[] =
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệfghiìíỉĩịjklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvwxyỳýỷỹỵz"
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆFGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴZ"
    "0123456789 .,;:!?()/-–“”…§%&@";
// clang-format on

/* A paper has no pixels: letters stand where the font wants them, not on a grid. */
static void no_grid(void)
{
    cairo_font_options_t *options = pango.cairo_font_options_create();
    pango.cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    pango.cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango.pango_cairo_context_set_font_options(writing, options);
    pango.pango_context_set_round_glyph_positions(writing, FALSE);
    pango.cairo_font_options_destroy(options);
}

/* Its own list of fonts: nothing that else is installed is ever drawn with. */
static bool open_fonts(void)
{
    FcConfig *own = pango.FcConfigCreate();
    for (size_t i = 0; i < LEN(fonts); i++)
        if (!pango.FcConfigAppFontAddFile(own, (const FcChar8 *)fonts[i])) return false;
    PangoFontMap *map = pango.pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    if (!map) return false;
    pango.pango_fc_font_map_set_config((PangoFcFontMap *)map, own);
    writing = pango.pango_font_map_create_context(map);
    pango.pango_cairo_context_set_resolution(writing, 72); /* else all is a third too large */
    pango.pango_context_set_base_dir(writing, PANGO_DIRECTION_LTR);
    pango.pango_context_set_language(writing, pango.pango_language_from_string("vi"));
    no_grid();
    return true;
}

static cairo_status_t nowhere(void *to, const unsigned char *bytes, unsigned n)
{
    (void)to, (void)bytes, (void)n;
    return CAIRO_STATUS_SUCCESS;
}

/* Draws every letter once, so that the font's file is open and read while it still may be; it stays so as long as the
 * font is held, which is for good. */
static bool try_font(cairo_t *cr, int i)
{
    PangoFontDescription *like = pango.pango_font_description_new();
    PangoLayout *all = pango.pango_layout_new(writing);
    pango.pango_font_description_set_family(like, "Liberation Serif");
    pango.pango_font_description_set_weight(like, i & 1 ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango.pango_font_description_set_style(like, i & 2 ? PANGO_STYLE_ITALIC : PANGO_STYLE_NORMAL);
    pango.pango_font_description_set_absolute_size(like, 13 * PANGO_SCALE);
    const PangoFont *held = pango.pango_context_load_font(writing, like);
    pango.pango_layout_set_font_description(all, like);
    pango.pango_layout_set_text(all, letters, sizeof letters - 1);
    const bool whole = held && !pango.pango_layout_get_unknown_glyphs_count(all);
    pango.pango_cairo_show_layout(cr, all);
    pango.g_object_unref(all);
    pango.pango_font_description_free(like);
    return whole;
}

bool pango_load(void)
{
    if (!library_open("libpangocairo-1.0.so.0", calls, LEN(calls)) || !open_fonts())
        return false; /* it brings the others */
    cairo_surface_t *sheet = pango.cairo_pdf_surface_create_for_stream(nowhere, NULL, 600, 800);
    cairo_t *cr = pango.cairo_create(sheet);
    bool ok = true;
    for (int i = 0; i < (int)LEN(fonts); i++)
        ok = try_font(cr, i) && ok;
    pango.cairo_show_page(cr);
    pango.cairo_destroy(cr);
    pango.cairo_surface_finish(sheet); /* the subsets are made here: that reads the files, too */
    pango.cairo_surface_destroy(sheet);
    return ok;
}
