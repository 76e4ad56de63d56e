/* player.h - for tests: what a player knows who draws lots and acts on models: units, files and acts, without the engine. */
#pragma once
#include "movement/model.h"

enum { PLACES_MAX = 64, FILES_MAX = 40, ACTS_MAX = 64, FACETS = 8, PLAYS = 15, NOWHERE = -1 };
enum { NONE, DRAFT, SUBMITTED, APPRAISING, RETURNED, REJECTED, APPRAISED, RECOGNISED, WITHDRAWN, OVER, STATES };
enum { MEASURES = 16 };
extern const char *const player_states[], *const player_facets[];
extern const char *const player_measures[]; /* of acts; in the recount those of states stand behind them */
int player_measure(const char *name);       /* NOWHERE: nobody knows it */

typedef struct {
    int64_t id;
    int above; /* in today's tree: an ended unit lies under the one that took over */
    char code[16];
    bool commune, ended, made; /* made: by a merge */
} Spot;
typedef struct {
    int measure, place, facet, before;
    Day done;
    int64_t seq;
    bool stands;    /* it counts */
    int correction; /* index of the act that counts instead; NOWHERE */
    int play;       /* row of `plays`; NOWHERE: it has none */
} Happened;
typedef struct {
    char code[24];
    int place, state, facet;
    bool public;
    int64_t version;
    Happened act[ACTS_MAX];
    int acts;
    bool last_voidable;
} Played;
extern struct Player {
    Ctx *c;
    uint64_t lots;
    Day today;
    Spot place[PLACES_MAX];
    int places, names;
    Played file[FILES_MAX];
    int files;
    int64_t done[PLAYS], voided, corrected, moved, merged, refused;
} player;

/* All cells of the tallies, and the files themselves, against a recount (player_recount.c); `kheo verify`, too, every few
 * steps. after: what was done just now. */
void player_compare(const char *after, int step);
