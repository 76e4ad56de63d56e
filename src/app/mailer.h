/* mailer.h - sends what lies in the outbox, in a thread of its own: a mail server that is slow or dead delays nobody. */
#pragma once
#include "app/command.h"

bool mailer_start(const Command *x); /* false: no thread to be had */
void mailer_stop(void);
