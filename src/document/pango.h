/* pango.h - what the worker calls of Pango, Cairo and Fontconfig; for this folder only. They are opened with dlopen in
 * the worker alone, as libvips is (src/media): the server never loads them. */
#pragma once
#include "base/base.h"
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>
#include <cairo-pdf.h>

// clang-format off
#define PANGO_CALLS(X)                                                                                                 \
    X(FcConfigCreate) X(FcConfigAppFontAddFile)                                                                        \
    X(cairo_create) X(cairo_destroy) X(cairo_status) X(cairo_move_to) X(cairo_line_to) X(cairo_rectangle)              \
    X(cairo_stroke) X(cairo_fill) X(cairo_set_line_width) X(cairo_set_source_rgb) X(cairo_show_page)                   \
    X(cairo_tag_begin) X(cairo_tag_end) X(cairo_surface_destroy) X(cairo_surface_finish) X(cairo_surface_status)       \
    X(cairo_pdf_surface_create_for_stream) X(cairo_pdf_surface_set_size) X(cairo_pdf_surface_set_metadata)             \
    X(cairo_pdf_surface_add_outline) X(cairo_pdf_surface_restrict_to_version)                                                                         \
    X(pango_cairo_font_map_new_for_font_type) X(pango_fc_font_map_set_config) X(pango_font_map_create_context)         \
    X(pango_cairo_context_set_resolution) X(pango_cairo_update_context) X(pango_cairo_show_layout_line)                \
    X(pango_cairo_show_layout) X(pango_context_load_font) X(pango_context_set_base_dir) X(pango_context_set_language)  \
    X(pango_language_from_string) X(pango_font_description_new) X(pango_font_description_free)                         \
    X(pango_font_description_set_family) X(pango_font_description_set_weight) X(pango_font_description_set_style)      \
    X(pango_font_description_set_absolute_size)                                                                        \
    X(pango_layout_new) X(pango_layout_set_text) X(pango_layout_set_attributes) X(pango_layout_set_font_description)   \
    X(pango_layout_set_width) X(pango_layout_set_wrap) X(pango_layout_set_alignment) X(pango_layout_set_justify)       \
    X(pango_layout_set_indent) X(pango_layout_set_spacing) X(pango_layout_set_auto_dir) X(pango_layout_get_size)       \
    X(pango_layout_get_line_count) X(pango_layout_get_unknown_glyphs_count) X(pango_layout_get_iter)                   \
    X(pango_layout_iter_free) X(pango_layout_iter_next_line) X(pango_layout_iter_get_line_readonly)                    \
    X(pango_layout_iter_get_line_yrange) X(pango_layout_iter_get_baseline) X(pango_layout_iter_get_line_extents)       \
    X(pango_attr_list_new) X(pango_attr_list_insert) X(pango_attr_list_unref)                                          \
    X(pango_attr_weight_new) X(pango_attr_style_new) X(cairo_font_options_create) X(cairo_font_options_destroy)                               \
    X(cairo_font_options_set_hint_style) X(cairo_font_options_set_hint_metrics) X(pango_cairo_context_set_font_options) \
    X(pango_context_set_round_glyph_positions) X(g_object_unref)
#define PANGO_MEMBER(name) __typeof__(name) *name;
typedef struct { PANGO_CALLS(PANGO_MEMBER) } Pango;
// clang-format on

extern Pango pango;           /* filled by pango_load */
extern PangoContext *writing; /* with our fonts and no others */
bool pango_load(void);        /* opens libraries and fonts, and tries every letter; false: something is missing */
