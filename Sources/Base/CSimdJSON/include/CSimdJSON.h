#ifndef SOUNDINGS_CSIMDJSON_H
#define SOUNDINGS_CSIMDJSON_H
int soundings_placeholder(void);
#endif
