/* unit.h - the tree of units through time, and whose is whose. */
#pragma once
#include "unit.sql.h"
