#ifndef SOUNDINGS_CSIMDJSON_H
#define SOUNDINGS_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A parser with its buffers; to be used by one thread at a time.
typedef struct soundings_json_parser soundings_json_parser;

enum soundings_json_status {
    SOUNDINGS_JSON_OK = 0,
    SOUNDINGS_JSON_INVALID = 1,
    SOUNDINGS_JSON_TOO_DEEP = 2,
    SOUNDINGS_JSON_INVALID_UTF8 = 3,
    SOUNDINGS_JSON_NO_MEMORY = 4,
};

soundings_json_parser *soundings_json_parser_create(void);
void soundings_json_parser_destroy(soundings_json_parser *parser);

/// Parses one JSON document. On success `tape` and `strings` point at simdjson's tape and string buffer (its tape.md
/// describes both); they stay valid until the next call with the same parser.
int soundings_json_parse(soundings_json_parser *parser, const uint8_t *bytes, size_t length, size_t max_depth,
                         const uint64_t **tape, const uint8_t **strings);

/// How large a document the parser's buffers are made for, in bytes.
size_t soundings_json_parser_capacity(const soundings_json_parser *parser);

#ifdef __cplusplus
}
#endif
#endif
