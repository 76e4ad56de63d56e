/* log.c - the audit for those who may read it. */
#include "account.html.h"
#include "account/view.h"

enum { LOG_PAGE = 50, LOG_EXPORT_MAX = 20000, READERS = SYS_ADMIN | UNIT_ADMIN | AUDITOR };

static const Column log_columns[] = {
    COLUMN(AuditRow, id),     COLUMN(AuditRow, at),        COLUMN(AuditRow, actor), COLUMN(AuditRow, what),
    COLUMN(AuditRow, object), COLUMN(AuditRow, unit_code), COLUMN(AuditRow, ok),    COLUMN(AuditRow, note),
};
static const Columns log_table = COLUMNS("nhat-ky", log_columns, AuditRow);

Err log_page(Req *q)
{
    Ctx *c = &q->ctx;
    int64_t unit, before = INT64_MAX;
    AuditRowRows rows;
    const Str from = query_arg(q, "truoc");
    const int64_t max = wants_table(q) ? LOG_EXPORT_MAX : LOG_PAGE;
    if (from.len && !str_int(from, &before)) return ERR_NOT_FOUND;
    TRY(scope_of(q, READERS, &unit));
    TRY(audit_list(c, (AuditList){unit, before, max + 1}, &rows));
    const bool more = (int64_t)rows.len > max;
    if (more) rows.len--;
    const Str next = more ? arena_fmt(c->arena, "%lld", (long long)rows.at[rows.len - 1].id) : S("");
    if (!wants_html(q)) return reply_rows(q, &log_table, rows.at, rows.len, next);
    LogLines lines = {NEW(c->arena, LogLine, rows.len + 1), rows.len};
    for (size_t i = 0; i < rows.len; i++) {
        const AuditRow *r = &rows.at[i];
        const Str role = str_eq(r->what, S("account.grant")) || str_eq(r->what, S("account.revoke"))
                             ? msg_of(c, "role", NULL, r->note)
                             : r->note;
        lines.at[i] =
            (LogLine){r->at, r->actor, msg_of(c, "audit", NULL, r->what), r->object, r->unit_code, role, r->ok};
    }
    return reply(q, (Page){.title = msg(c, MSG_audit_title),
                           .main = log_html(c, lines, unit_name(c, unit), next),
                           .private_page = true});
}
