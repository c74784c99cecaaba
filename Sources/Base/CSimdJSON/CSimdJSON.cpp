#include "CSimdJSON.h"
int soundings_placeholder(void) { return 0; }
