/* demo_model.c - a model of the demo: registered on its first day, appraised on the working day before it was
 * recognised, then praised, confirmed, ended. */
#include "app/command.h"
#include "app/demo_play.h"
#include "base/data.h"
#include "base/day.h"
#include "media/media.h"
#include "movement/model.h"

static Err model_register(Demo *d, const json_t *r, Str *code)
{
    static const char *const texts[][2] = {
        {"name",            "name"           },
        {"subject_kind",    "subject_kind"   },
        {"field",           "field"          },
        {"campaigns",       "campaign"       },
        {"place_unit_id",   "place"          },
        {"start_on",        "start"          },
        {"goal",            "goal"           },
        {"method",          "method"         },
        {"expected_result", "expected_result"},
        {"lead_name",       "lead_name"      },
        {"person_name",     "person_name"    },
    };
    const Day start = demo_day(r, "start");
    Input in = {.len = 0};
    for (size_t i = 0; i < LEN(texts); i++)
        demo_say(&in, texts[i][0], demo_text(r, texts[i][1]));
    demo_say(&in, "participants", demo_number(d, r, "participants"));
    demo_say(&in, "beneficiaries", demo_number(d, r, "beneficiaries"));
    TRY(demo_play(d, &(Scene){"danvan", demo_text(r, "unit"), time_at(start, 8 * 60 + 30)}, &model_flow, (Str){0},
                  "create", demo_pairs(&in), code));
    return demo_play(d, &(Scene){"danvan", demo_text(r, "unit"), time_at(start, 9 * 60)}, &model_flow, *code, "submit",
                     (Pairs){0}, NULL);
}

static Err model_recognise(Demo *d, const json_t *r, Str code)
{
    Arena *a = d->c->arena;
    const Day on = demo_day(r, "recognised"), before = workdays_add(d->c->calendar, on, -1);
    Input appraisal = {.len = 0}, recognition = {.len = 0};
    demo_say(&appraisal, "appraised_on", day_vi(a, before));
    TRY(demo_play(d, &(Scene){"danvan", S(PROVINCE), time_at(before, 14 * 60)}, &model_flow, code, "appraise_pass",
                  demo_pairs(&appraisal), NULL));
    demo_say(&recognition, "decision", arena_fmt(a, "%d/QĐ-MẪU", 100 + ++d->said));
    demo_say(&recognition, "decided_on", day_vi(a, on));
    demo_say(&recognition, "agreed", S("1"));
    return demo_play(d, &(Scene){"lanhdao", S(PROVINCE), time_at(on, 10 * 60)}, &model_flow, code, "recognise",
                     demo_pairs(&recognition), NULL);
}

/* ---- what came after: praised, confirmed, ended ---- */

static Err model_praised(Demo *d, const json_t *r, Str code)
{
    const Day on = demo_day(r, "praised");
    Input in = {.len = 0};
    if (!on.n) return OK;
    demo_say(&in, "praised_on", day_vi(d->c->arena, on));
    demo_say(&in, "paper", arena_fmt(d->c->arena, "%d/TB-MẪU", 20 + ++d->said));
    demo_say(&in, "note", demo_text(r, "praise"));
    return demo_play(d, &(Scene){"lanhdao", S(PROVINCE), time_at(on, 10 * 60)}, &model_flow, code, "praise",
                     demo_pairs(&in), NULL);
}

/* Of the years kept up those that were confirmed after the one day and not after the other. */
static Err model_confirmed(Demo *d, const json_t *r, Str code, Day after, Day until)
{
    const json_t *year;
    size_t i;
    json_array_foreach(json_object_get(r, "kept"), i, year)
    {
        const int y = (int)json_integer_value(year);
        Day on = workdays_add(d->c->calendar, day(y + 1, 1, 10), 1);
        if (on.n > d->stands.n) on = workdays_add(d->c->calendar, d->stands, -3);
        if (on.n <= after.n || on.n > until.n) continue;
        Input in = {.len = 0};
        demo_say(&in, "year", arena_fmt(d->c->arena, "%d", y));
        TRY(demo_play(d, &(Scene){"danvan", demo_text(r, "unit"), time_at(on, 9 * 60)}, &model_flow, code,
                      "confirm_year", demo_pairs(&in), NULL));
    }
    return OK;
}

static Err model_ended(Demo *d, const json_t *r, Str code)
{
    const Day on = demo_day(r, "ended");
    Input in = {.len = 0};
    if (!on.n) return OK;
    demo_say(&in, "end_on", day_vi(d->c->arena, on));
    demo_say(&in, "reason", demo_text(r, "end_reason"));
    return demo_play(d, &(Scene){"danvan", demo_text(r, "unit"), time_at(on, 9 * 60)}, &model_flow, code, "end",
                     demo_pairs(&in), NULL);
}

/* A drawing stands where an office would have its photo; a machine that cannot decode pictures gets a demo without. */
static Err model_pictured(Demo *d, const json_t *r, Str code)
{
    Ctx *c = d->c;
    const json_t *p = json_object_get(r, "photo");
    const Str name = demo_text(p, "file");
    if (!name.len) return OK;
    Upload u = {.name = name, .bytes = data_file(arena_fmt(c->arena, "movement/data/" STR, ARG(name)).ptr)};
    if (photo_take(c, &u)) return complain(DONE, "demo: a model has no picture: " STR, ARG(why_text(c))), OK;
    Input in = {.len = 0};
    demo_say(&in, "photo", u.hash);
    in.at[0].file = &u;
    demo_say(&in, "caption", demo_text(p, "caption"));
    demo_say(&in, "credit", S("Ảnh minh họa"));
    demo_say(&in, "alt", demo_text(p, "alt"));
    demo_say(&in, "consent", S("1"));
    return demo_play(d, &(Scene){"danvan", demo_text(r, "unit"), time_at(demo_day(r, "start"), 9 * 60 + 30)},
                     &model_flow, code, "photo_add", demo_pairs(&in), NULL);
}

/* A copy names as its parent the record that it has under "parent". */
static Err model_linked(Demo *d, const json_t *r, Str code)
{
    const Str parent = demo_text(r, "parent");
    Input in = {.len = 0};
    for (size_t i = 0; i < d->known_len; i++)
        if (parent.len && str_eq(d->known[i].id, parent)) demo_say(&in, "parent", d->known[i].code);
    if (!in.len) return OK;
    demo_say(&in, "reason", S("Cán bộ xã sang học rồi về làm theo (mẫu)"));
    return demo_play(d, &(Scene){"danvan", demo_text(r, "unit"), time_at(demo_day(r, "start"), 10 * 60)}, &model_flow,
                     code, "link_parent", demo_pairs(&in), NULL);
}

static Err model_life(Demo *d, const json_t *r, Str code)
{
    const Day praised = demo_day(r, "praised"); /* acts of one file come in the order of time */
    TRY(model_recognise(d, r, code));
    TRY(model_confirmed(d, r, code, (Day){0}, praised));
    TRY(model_praised(d, r, code));
    TRY(model_confirmed(d, r, code, praised, d->stands));
    return model_ended(d, r, code);
}

Err demo_model(Demo *d, const json_t *r)
{
    const Str state = demo_text(r, "state");
    Str code;
    TRY(model_register(d, r, &code));
    TRY(model_pictured(d, r, code));
    TRY(model_linked(d, r, code));
    if (d->known_len < KNOWN_MOST)
        d->known[d->known_len++] = (Known){arena_copy(d->c->arena, demo_text(r, "id")), code};
    if (str_eq(state, S("submitted"))) return OK;
    const Day next = workdays_add(d->c->calendar, demo_day(r, "start"), 1);
    TRY(demo_play(d, &(Scene){"danvan", S(PROVINCE), time_at(next, 9 * 60)}, &model_flow, code, "take", (Pairs){0},
                  NULL));
    if (str_eq(state, S("recognised"))) return model_life(d, r, code);
    if (!str_eq(state, S("returned"))) return OK;
    Input reason = {.len = 0};
    demo_say(&reason, "reason", demo_text(r, "reason"));
    return demo_play(d, &(Scene){"danvan", S(PROVINCE), time_at(next, 15 * 60)}, &model_flow, code, "return",
                     demo_pairs(&reason), NULL);
}
