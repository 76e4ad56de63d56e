/* told.h - for tests: what poppler-utils say of a PDF. */
#pragma once
#include "base/base.h"

/* The output of "PROGRAM OPTIONS FILE" (pdftotext, pdfinfo, pdffonts); the test ends where the program fails. */
Str pdf_told(Arena *a, Str pdf, const char *program, const char *options);
Str pdf_text(Arena *a, Str pdf); /* as it is read from above */
Str flat(Arena *a, Str s);       /* as one line: where the lines of a paper end is no matter of its text */
void pdf_keep(Str pdf, const char *name); /* into the folder KHEO_KEEP, if it is set: to be looked at */
