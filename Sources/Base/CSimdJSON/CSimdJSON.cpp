#include "CSimdJSON.h"

#include <simdjson.h>

#include <algorithm>
#include <new>

struct soundings_json_parser {
    simdjson::dom::parser parser;
    size_t depth = 0;
};

soundings_json_parser *soundings_json_parser_create(void) { return new (std::nothrow) soundings_json_parser(); }

void soundings_json_parser_destroy(soundings_json_parser *parser) { delete parser; }

size_t soundings_json_parser_capacity(const soundings_json_parser *parser) { return parser->parser.capacity(); }

int soundings_json_parse(soundings_json_parser *parser, const uint8_t *bytes, size_t length, size_t max_depth,
                         const uint64_t **tape, const uint8_t **strings) {
    if (length == 0) return SOUNDINGS_JSON_INVALID;
    if (parser->parser.capacity() < length || parser->depth != max_depth) {
        // Grown in steps, so that bodies of slowly rising size don't allocate each time.
        const size_t capacity = std::max<size_t>(length + length / 2, 64 * 1024);
        if (parser->parser.allocate(capacity, max_depth) != simdjson::SUCCESS) return SOUNDINGS_JSON_NO_MEMORY;
        parser->depth = max_depth;
    }
    simdjson::dom::element root;
    switch (parser->parser.parse(bytes, length, true).get(root)) {
        case simdjson::SUCCESS:
            *tape = parser->parser.doc.tape.get();
            *strings = parser->parser.doc.string_buf.get();
            return SOUNDINGS_JSON_OK;
        case simdjson::DEPTH_ERROR:
            return SOUNDINGS_JSON_TOO_DEEP;
        case simdjson::UTF8_ERROR:
            return SOUNDINGS_JSON_INVALID_UTF8;
        case simdjson::MEMALLOC:
        case simdjson::CAPACITY:
            return SOUNDINGS_JSON_NO_MEMORY;
        default:
            return SOUNDINGS_JSON_INVALID;
    }
}
