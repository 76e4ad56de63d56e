/* thread.h - threads of the program: signals are for the main one. */
#pragma once
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>

bool thread_start(pthread_t *out, void *(*run)(void *), void *of); /* false: there is none to be had */
/* What is started in between, by a library, takes none either. */
void signals_off(sigset_t *before);
void signals_back(const sigset_t *before);
