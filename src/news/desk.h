/* desk.h - the pages of those who write. */
#pragma once
#include "web/web.h"

Err desk_list(Req *q), desk_look(Req *q);
Err desk_new_page(Req *q), desk_new(Req *q);
Err desk_edit_page(Req *q), desk_edit(Req *q);
Err desk_correct_page(Req *q), desk_correct(Req *q);
Err front_page(Req *q), front_post(Req *q);
Err page_ask(Req *q), page_post(Req *q);
extern const FormSpec front_form, page_form;
