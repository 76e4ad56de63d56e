/* json.h - writing JSON; commas come by themselves. Reading is jansson's (web/body.c). */
#pragma once
#include "base/base.h"

typedef struct Json { Buf *out; bool comma; } Json;
void json_open(Json *j, char bracket); /* '{' or '[' */
void json_close(Json *j, char bracket); /* '}' or ']' */
void json_key(Json *j, const char *key);
void json_Str(Json *j, Str s);
void json_int64_t(Json *j, int64_t n);
void json_bool(Json *j, bool b);
void json_Day(Json *j, Day d);   /* ISO date; no day (0): null */
void json_Time(Json *j, Time t); /* ISO instant; none (0): null */
void json_Money(Json *j, Money m);
void json_null(Json *j);
#define json_put(j, x)                                                                             \
    _Generic((x), Str: json_Str, int64_t: json_int64_t, bool: json_bool, Day: json_Day,            \
             Time: json_Time, Money: json_Money)((j), (x))
#define json_member(j, key, x) (json_key((j), (key)), json_put((j), (x)))
