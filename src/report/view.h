/* view.h - what the pages of reports see. */
#pragma once
#include "report/report.h"

typedef struct { Str text, now; bool words; } ReportValue; /* now: what is counted today, where it differs */
typedef struct { ReportValue *at; size_t len; } ReportValues;
typedef struct { Str item, name; ReportValues values; } ReportRow;
typedef struct { ReportRow *at; size_t len; } ReportRowList;
typedef struct { Str *at; size_t len; } Heads;
typedef struct { Str id, title, note, first; Heads heads; ReportRowList rows; } ReportTable;
typedef struct { ReportTable *at; size_t len; } ReportTables;
typedef struct { Str heading; Heads text; } ReportText;
typedef struct { ReportText *at; size_t len; } ReportTextList;
typedef struct { Str name, state; } MissingUnit;
typedef struct { MissingUnit *at; size_t len; } MissingUnits;

/* The part that page, preview and print share. */
typedef struct {
    const Snapshot *s;
    bool frozen, compared;   /* compared: with what is counted now */
    int64_t differs;         /* how many numbers */
    Str period, borders;
    ReportTextList texts;
    ReportTables tables;
    MissingUnits missing;
    bool has_below;
} ReportBody;
MUST Err report_body(Ctx *c, const Snapshot *s, const Cells *now, ReportBody *out);

typedef struct { Str number, sha256, reason, link; Day issued; bool shown; } VersionLine;
typedef struct { VersionLine *at; size_t len; } VersionLines;
typedef struct {
    const Casefile *f;
    ReportBody body;
    Str title, version, csv, xlsx, json, exact, now;
    VersionLines versions;
    bool newest;
} ReportPage;

typedef struct { Str heading, year, unit, more; Html form; ReportLineRows rows; bool filtered; } ReportList;
typedef struct { Str code, unit, unit_name, state; Day issued, sent, due; bool late; } Standing;
typedef struct { Standing *at; size_t len; } Standings;
typedef struct {
    Str heading, unit_name, more;
    ReportFileRows files;
    Html form;
    Str period;
    Standings units;
    int64_t issued;
    Str csv, xlsx;
    bool may_write;
} ReportDesk;
typedef struct { Html faults, fields, hidden; Str conflict; } ReportMake;

/* page.c, staff.c: handlers */
Err report_list(Req *q), report_page(Req *q), report_exact(Req *q);
Err report_desk(Req *q), report_make(Req *q), report_make_post(Req *q);
Err report_panel(Ctx *c, const Casefile *f, bool inside, Html *out);
Err report_json(Ctx *c, const Casefile *f, bool inside, Buf *out);
extern const FormSpec report_form, report_list_form, report_desk_form;
