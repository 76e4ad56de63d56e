/* lunar.c - new moons and the sun's place, and the months that follow from them.
 *
 * A month begins on the civil day (UTC+7) of the new moon; the month with the winter solstice is
 * month 11; of 13 months between two months 11 the first without a major term (trung khí, the sun
 * at a multiple of 30 degrees) is leap. Vietnam has reckoned at UTC+7 since 1968 (decision
 * 121/CP of 8 August 1967).
 *
 * Series: J. Meeus, Astronomical Algorithms, 2nd ed. 1998: new moon, chapter 49, all terms (error
 * below 20 s); the sun from the heliocentric longitude of VSOP87 (P. Bretagnon, G. Francou 1988),
 * appendix III, terms above 0.1", nutation and aberration of chapters 22 and 25 (error below
 * 60 s). Earth's rotation: F. Espenak, J. Meeus, Five Millennium Canon of Solar Eclipses (NASA/TP
 * 2006-214141). */
#include "calendar/lunar.h"
#include <assert.h>
#include <math.h>

static const double radian = 0.017453292519943295; /* one degree */
static const double julian_1970 = 2440587.5;       /* 1970-01-01T00:00 UTC */
static const double julian_2000 = 2451545.0;
static const double local = 7.0 / 24; /* UTC+7, in days */

/* ---- Terrestrial time minus universal time, in days ---- */

static double delta_t(double julian)
{
    double y = 2000 + (julian - julian_2000) / 365.25, t = y - 2000, s;
    if (y < 1961) {
        t = y - 1950;
        s = 29.07 + t * (0.407 + t * (-1.0 / 233 + t / 2547));
    } else if (y < 1986) {
        t = y - 1975;
        s = 45.45 + t * (1.067 + t * (-1.0 / 260 - t / 718));
    } else if (y < 2005)
        s = 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
    else if (y < 2050)
        s = 62.92 + t * (0.32217 + t * 0.005589);
    else
        s = -20 + 32 * pow((y - 1820) / 100, 2) - 0.5628 * fmax(0, 2150 - y);
    return s / 86400;
}

/* ---- New moon number k, counted from January 2000 (Meeus 49.1 and its tables) ---- */

typedef struct {
    double days;
    int8_t m, moon, f, e;
} MoonTerm; /* amplitude; multiples; power of E */
static const MoonTerm moon_terms[] = {
    {-0.40720, 0,  1, 0,  0},
    {0.17241,  1,  0, 0,  1},
    {0.01608,  0,  2, 0,  0},
    {0.01039,  0,  0, 2,  0},
    {0.00739,  -1, 1, 0,  1},
    {-0.00514, 1,  1, 0,  1},
    {0.00208,  2,  0, 0,  2},
    {-0.00111, 0,  1, -2, 0},
    {-0.00057, 0,  1, 2,  0},
    {0.00056,  1,  2, 0,  1},
    {-0.00042, 0,  3, 0,  0},
    {0.00042,  1,  0, 2,  1},
    {0.00038,  1,  0, -2, 1},
    {-0.00024, -1, 2, 0,  1},
    {-0.00007, 2,  1, 0,  0},
    {0.00004,  0,  2, -2, 0},
    {0.00004,  3,  0, 0,  0},
    {0.00003,  1,  1, -2, 0},
    {0.00003,  0,  2, 2,  0},
    {-0.00003, 1,  1, 2,  0},
    {0.00003,  -1, 1, 2,  0},
    {-0.00002, -1, 1, -2, 0},
    {-0.00002, 1,  3, 0,  0},
    {0.00002,  0,  4, 0,  0},
};

static const struct {
    double phase, rate, days;
} planet_terms[] = {
  /* arguments A1-A14 */
    {299.77, 0.107408,  0.000325},
    {251.88, 0.016321,  0.000165},
    {251.83, 26.651886, 0.000164},
    {349.42, 36.412478, 0.000126},
    {84.66,  18.206239, 0.000110},
    {141.74, 53.303771, 0.000062},
    {207.14, 2.453732,  0.000060},
    {154.84, 7.306860,  0.000056},
    {34.52,  27.261239, 0.000047},
    {207.19, 0.121824,  0.000042},
    {291.34, 1.844379,  0.000040},
    {161.72, 24.198154, 0.000037},
    {239.56, 25.513099, 0.000035},
    {331.55, 3.592518,  0.000023},
};

/* Julian date of new moon k, universal time. */
static double new_moon(int64_t number)
{
    double k = (double)number, t = k / 1236.85;
    double at = 2451550.09766 + 29.530588861 * k + t * t * (0.00015437 - t * (0.000000150 - t * 0.00000000073));
    double e = 1 - t * (0.002516 + t * 0.0000074);
    double m = 2.5534 + 29.10535670 * k - t * t * (0.0000014 + t * 0.00000011);
    double moon = 201.5643 + 385.81693528 * k + t * t * (0.0107582 + t * (0.00001238 - t * 0.000000058));
    double f = 160.7108 + 390.67050284 * k - t * t * (0.0016118 + t * (0.00000227 - t * 0.000000011));
    double node = 124.7746 - 1.56375588 * k + t * t * (0.0020672 + t * 0.00000215);
    at -= 0.00017 * sin(node * radian);
    for (size_t i = 0; i < LEN(moon_terms); i++) {
        const MoonTerm *x = &moon_terms[i];
        double size = x->e == 0 ? x->days : x->e == 1 ? x->days * e : x->days * e * e;
        at += size * sin((x->m * m + x->moon * moon + x->f * f) * radian);
    }
    for (size_t i = 0; i < LEN(planet_terms); i++) {
        double bend = i ? 0 : 0.009173 * t * t;
        at += planet_terms[i].days * sin((planet_terms[i].phase + planet_terms[i].rate * k - bend) * radian);
    }
    return at - delta_t(at);
}

/* ---- The sun's apparent longitude, in degrees ---- */

typedef struct {
    double size, phase, rate;
} SunTerm; /* 1e-8 radian; radian; radian per 1000 years */
static const SunTerm sun_0[] = {
    {175347046, 0,         0           },
    {3341656,   4.6692568, 6283.0758500},
    {34894,     4.62610,   12566.15170 },
    {3497,      2.7441,    5753.3849   },
    {3418,      2.8289,    3.5231      },
    {3136,      3.6277,    77713.7715  },
    {2676,      4.4181,    7860.4194   },
    {2343,      6.1352,    3930.2097   },
    {1324,      0.7425,    11506.7698  },
    {1273,      2.0371,    529.6910    },
    {1199,      1.1096,    1577.3435   },
    {990,       5.233,     5884.927    },
    {902,       2.045,     26.298      },
    {857,       3.508,     398.149     },
    {780,       1.179,     5223.694    },
    {753,       2.533,     5507.553    },
    {505,       4.583,     18849.228   },
    {492,       4.205,     775.523     },
    {357,       2.920,     0.067       },
    {317,       5.849,     11790.629   },
    {284,       1.899,     796.298     },
    {271,       0.315,     10977.079   },
    {243,       0.345,     5486.778    },
    {206,       4.806,     2544.314    },
    {205,       1.869,     5573.143    },
    {202,       2.458,     6069.777    },
    {156,       0.833,     213.299     },
    {132,       3.411,     2942.463    },
    {126,       1.083,     20.775      },
    {115,       0.645,     0.980       },
    {103,       0.636,     4694.003    },
    {102,       0.976,     15720.839   },
    {102,       4.267,     7.114       },
    {99,        6.21,      2146.17     },
    {98,        0.68,      155.42      },
    {86,        5.98,      161000.69   },
    {85,        1.30,      6275.96     },
    {85,        3.67,      71430.70    },
    {80,        1.81,      17260.15    },
    {79,        3.04,      12036.46    },
    {75,        1.76,      5088.63     },
    {74,        3.50,      3154.69     },
    {74,        4.68,      801.82      },
    {70,        0.83,      9437.76     },
    {62,        3.98,      8827.39     },
    {61,        1.82,      7084.90     },
    {57,        2.78,      6286.60     },
    {56,        4.39,      14143.50    },
    {56,        3.47,      6279.55     },
    {52,        0.19,      12139.55    },
    {52,        1.33,      1748.02     },
    {51,        0.28,      5856.48     },
    {49,        0.49,      1194.45     },
};
static const SunTerm sun_1[] = {
    {628331966747, 0,        0          },
    {206059,       2.678235, 6283.075850},
    {4303,         2.6351,   12566.1517 },
    {425,          1.590,    3.523      },
    {119,          5.796,    26.298     },
    {109,          2.966,    1577.344   },
    {93,           2.59,     18849.23   },
    {72,           1.14,     529.69     },
    {68,           1.87,     398.15     },
    {67,           4.41,     5507.55    },
    {59,           2.89,     5223.69    },
    {56,           2.17,     155.42     },
};
static const SunTerm sun_2[] = {
    {52919, 0,      0        },
    {8720,  1.0721, 6283.0758},
    {309,   0.867,  12566.152},
};
static const SunTerm sun_3[] = {
    {289, 5.844, 6283.076},
};

static double sun_sum(const SunTerm *x, size_t n, double t)
{
    double s = 0;
    while (n--)
        s += x[n].size * cos(x[n].phase + x[n].rate * t);
    return s;
}

/* The longitude at an instant of universal time, 0 <= it < 360. */
static double sun_longitude(double julian)
{
    double t = (julian + delta_t(julian) - julian_2000) / 365250, c = t * 10; /* millennia, centuries */
    double sum =
        sun_sum(sun_0, LEN(sun_0), t) +
        t * (sun_sum(sun_1, LEN(sun_1), t) + t * (sun_sum(sun_2, LEN(sun_2), t) + t * sun_sum(sun_3, LEN(sun_3), t)));
    double earth = sum * 1e-8 / radian;
    double node = 125.04452 - 1934.136261 * c, sun = 280.4665 + 36000.7698 * c, moon = 218.3165 + 481267.8813 * c;
    double nutation = -17.20 * sin(node * radian) - 1.32 * sin(2 * sun * radian) - 0.23 * sin(2 * moon * radian) +
                      0.21 * sin(2 * node * radian);
    double anomaly = (357.52911 + 35999.05029 * c) * radian;
    double aberration = -20.4898 * (1 + 0.016709 * cos(anomaly));         /* divided by the distance */
    double place = earth + 180 + (nutation + aberration - 0.0903) / 3600; /* to the FK5 system */
    return place - 360 * floor(place / 360);
}

/* ---- Months ---- */

static Day month_start(int64_t k)
{
    return (Day){(int32_t)floor(new_moon(k) - julian_1970 + local)};
}

/* Which twelfth of the circle the sun stands in when day d begins: 9 from the winter solstice. */
static int sun_sector(Day d)
{
    return (int)(sun_longitude(julian_1970 + d.n - local) / 30);
}

/* The number of the lunation that day d lies in. */
static int64_t month_at(Day d)
{
    int64_t k = (int64_t)floor((julian_1970 + d.n - 2451550.1) / 29.530588861);
    while (month_start(k).n > d.n)
        k--;
    while (month_start(k + 1).n <= d.n)
        k++;
    return k;
}

/* The lunation that is month 11 of that year: the winter solstice falls into it. */
static int64_t month_eleven(int year)
{
    int64_t k = month_at(day(year, 12, 31));
    return sun_sector(month_start(k)) == 9 ? k - 1 : k; /* the solstice came before it */
}

/* Which lunation after month 11 is leap, when the next month 11 is the thirteenth. */
static int64_t leap_place(int64_t eleven)
{
    for (int64_t i = 1; i < 13; i++)
        if (sun_sector(month_start(eleven + i)) == sun_sector(month_start(eleven + i + 1))) return i;
    return 13; /* cannot be: 13 months, 12 terms */
}

Lunar lunar_of(Day d)
{
    int64_t k = month_at(d);
    int year = civil(d).year;
    int64_t from = month_eleven(year), to;
    if (k < from)
        to = from, from = month_eleven(--year);
    else
        to = month_eleven(year + 1);
    assert(from <= k);
    assert(k < to);
    int64_t place = k - from, leap = to - from == 13 ? leap_place(from) : 13;
    int number = (int)(place - (place >= leap) + 10) % 12 + 1;
    return (Lunar){.day = d.n - month_start(k).n + 1,
                   .month = number,
                   .year = number >= 11 && place < 3 ? year : year + 1,
                   .leap = place == leap};
}

bool solar_of(Lunar l, Day *out)
{
    if (l.month < 1 || l.month > 12 || l.day < 1 || l.day > 30 || l.year < 1 || l.year > 9998) return false;
    int year = l.month >= 11 ? l.year : l.year - 1; /* in which month 11 stands at the head */
    int64_t from = month_eleven(year), leap = month_eleven(year + 1) - from == 13 ? leap_place(from) : 13;
    int64_t place = l.month >= 11 ? l.month - 11 : l.month + 1;
    if (l.leap && place + 1 != leap) return false;
    if (l.leap || place >= leap) place++;
    Day first = month_start(from + place);
    if (l.day > month_start(from + place + 1).n - first.n) return false;
    *out = (Day){first.n + l.day - 1};
    return true;
}

Str can_chi(Arena *a, int lunar_year)
{
    static const char *const can[] = {"Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"};
    static const char *const chi[] = {"Tý",  "Sửu", "Dần",  "Mão", "Thìn", "Tỵ",
                                      "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"};
    assert(lunar_year > 0);
    return arena_fmt(a, "%s %s", can[(lunar_year + 6) % 10], chi[(lunar_year + 8) % 12]);
}
