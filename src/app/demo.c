/* demo.c - kheo demo: an empty data file filled with units, days off, procedures, figures, the first article,
 * accounts, and sample models and dossiers whose acts were really done, each on its day and by its person. */
#include "account/account.h"
#include "app/command.h"
#include "app/demo_play.h"
#include "app/exchange.h"
#include "app/house.h"
#include "app/turn.h"
#include "base/data.h"
#include "base/day.h"
#include "figures/figure.h"
#include "news/article.h"
#include "report/report.h"
#include "worker/worker.h"

/* ---- reports of 2025: of a few communes and, after them, of the province; the others have not reported ---- */

static const struct {
    const char *unit;
    int date; /* of January 2026 */
    const char *document, *result, *difficulty, *plan;
} reports[] = {
    {"23235",  8,  "03/BC-MẪU",
     "Phường duy trì mô hình camera an ninh do dân góp và các tổ tự quản ở khu phố. (Dữ liệu mẫu.)",                              "",
     "Nhân rộng tổ tự quản ra các khu phố còn lại."                                                                                                                                                                                                                                                   },
    {"22918",  9,  "05/BC-MẪU", "Phường vận động bốn khu phố phân loại rác tại nguồn dọc tuyến ven biển. (Dữ liệu mẫu.)",
     "Thiếu điểm tập kết rác đã phân loại.",                                                                                                                                                                             ""                                                                           },
    {"23059",  13, "11/BC-MẪU", "Xã cùng dân góp ngày công bê tông hóa đường nội đồng. (Dữ liệu mẫu.)",                           "",                                                                         ""                                                                           },
    {PROVINCE, 19, "27/BC-MẪU",
     "Năm 2025 phong trào “Dân vận khéo” được các xã, phường, đặc khu đăng ký và công nhận theo bốn lĩnh vực. (Dữ liệu "
     "mẫu.)",                                                                                                                                             "Nhiều đơn vị mới sắp xếp chưa gửi báo cáo đúng hạn.", "Đôn đốc các đơn vị chưa báo cáo; nhân rộng mô hình tốt."},
};

static Err report_demo(Demo *d, size_t i)
{
    Input in = {.len = 0}, paper = {.len = 0};
    Str code;
    const Str unit = str(reports[i].unit);
    const Time at = time_at(day(2026, 1, reports[i].date), 9 * 60), signed_at = {at.ms + 3600000};
    const Scene writer = {"danvan", unit, at}, head = {"lanhdao", unit, signed_at};
    demo_say(&in, "unit", unit), demo_say(&in, "period", S("nam")), demo_say(&in, "year", S("2025"));
    demo_say(&in, "result", str(reports[i].result));
    demo_say(&in, "difficulty", str(reports[i].difficulty)), demo_say(&in, "plan", str(reports[i].plan));
    demo_say(&paper, "document", str(reports[i].document));
    TRY(demo_play(d, &writer, &report_flow, (Str){0}, "create", demo_pairs(&in), &code));
    TRY(demo_play(d, &writer, &report_flow, code, "submit", (Pairs){0}, NULL));
    TRY(demo_play(d, &head, &report_flow, code, "issue", demo_pairs(&paper), NULL));
    if (str_eq(unit, S(PROVINCE))) return OK;
    return demo_play(d, &head, &report_flow, code, "send_up", (Pairs){0}, NULL);
}

/* ---- the first article: written by one person, published by another ---- */

static Err article_demo(Demo *d)
{
    const Day on = day(2026, 11, 20);
    const Scene writer = {"bientap", S(PROVINCE), time_at(on, 8 * 60 + 30)};
    const Scene chief = {"tongbientap", S(PROVINCE), time_at(on, 10 * 60)};
    Str code;
    Casefile f;
    TRY(demo_play(d, &writer, &article_flow, (Str){0}, "create", news_demo_article(d->c), &code));
    TRY(casefile_by_code(d->c, code, &f));
    TRY(news_demo_named(d->c, f.id));
    TRY(demo_play(d, &writer, &article_flow, code, "submit", (Pairs){0}, NULL));
    return demo_play(d, &chief, &article_flow, code, "publish", (Pairs){0}, NULL);
}

/* ---- all of it ---- */

static Err records(Demo *d)
{
    const Str file = data_file("app/data/demo.json");
    json_t *all = json_loadb(file.ptr, file.len, 0, NULL), *r;
    size_t i;
    Err e = all ? OK : FAIL(ERR_INTERNAL, "demo.json is not readable");
    if (all) json_array_foreach(all, i, r)
        {
            if (e) break;
            const Str type = demo_text(r, "type");
            e = str_eq(type, S("model"))       ? demo_model(d, r)
                : str_eq(type, S("directive")) ? demo_directive(d, r)
                                               : demo_dossier(d, r);
        }
    json_decref(all);
    return e;
}

static Err tables(Ctx *c)
{
    static const struct {
        const char *kind, *file;
    } all[] = {
        {"units",      "app/data/units.csv"           },
        {"holidays",   "app/data/holidays.csv"        },
        {"procedures", "procedure/data/procedures.csv"},
        {"papers",     "procedure/data/papers.csv"    },
        {"steps",      "procedure/data/steps.csv"     },
    };
    for (size_t i = 0; i < LEN(all); i++) {
        ImportReport r = {0};
        Err e = exchange_of(str(all[i].kind))->read(c, data_file(all[i].file), &r);
        for (size_t k = 0; k < r.len; k++)
            complain(NOT_SO, "demo: %s:%d: " STR ": " STR, all[i].file, (int)r.at[k].line, ARG(r.at[k].field),
                     ARG(r.at[k].reason));
        TRY(e);
    }
    return OK;
}

static Err office(Ctx *c)
{
    static const char *const about[][2] = {
        {"name",       "Dân vận khéo Bình Thuận"                        },
        {"place",      "Bản chạy thử trên 45 xã, phường, đặc khu"},
        {"help_phone", "0252 000 0000"                                         },
        {"demo",       "1"                                                     },
    };
    for (size_t i = 0; i < LEN(about); i++)
        TRY(house_put(c, str(about[i][0]), str(about[i][1])));
    return OK;
}

static Err fill(Ctx *c)
{
    Demo d = {.c = c};
    const Ctx before = *c;
    c->now = time_at(day(2026, 11, 23), 8 * 60), c->today = day_of(c->now); /* the day at which the demo stands */
    d.stands = c->today;
    TRY(tables(c));
    TRY(house_load(c));
    TRY(figure_demo(c));
    TRY(office(c));
    TRY(demo_accounts(&d));
    TRY(article_demo(&d));
    TRY(records(&d));
    for (size_t i = 0; i < LEN(reports); i++)
        TRY(report_demo(&d, i));
    const Calendar *calendar = c->calendar;
    *c = before, c->calendar = calendar;
    return OK;
}

static Err is_empty(Ctx *c, bool *empty)
{
    int64_t accounts;
    Unit top;
    TRY(account_count(c, &accounts));
    Err e = unit_root(c, &top);
    *empty = accounts == 0 && e == ERR_NOT_FOUND;
    return e == ERR_NOT_FOUND ? OK : e;
}

static int report(const Command *x)
{
    say(arena_fmt(x->arena,
                  "filled '%s' with the demo\n"
                  "sign-ins (password %s): motcua@22945 danvan@22945 lanhdao@22945 danvan@" PROVINCE
                  " lanhdao@" PROVINCE " quantri@" PROVINCE " quantri; the same in every commune\n",
                  x->s.data, demo_password));
    return DONE;
}

int demo_command(const Command *x)
{
    Ctx c;
    bool empty = false;
    if (!data_open(x, CREATE, &c)) return NOT_SO;
    Err e = is_empty(&c, &empty);
    if (!e && !empty)
        return data_close(&c), complain(NOT_SO, "'%s' holds data already: name an empty file with --data", x->s.data);
    if (!e) e = store_do(c.store, BEGIN_WRITE);
    if (!e) e = turn_close(c.store, fill(&c));
    data_close(&c);
    worker_stop();
    return e ? complain(NOT_SO, "the demo could not be made: see above") : report(x);
}
