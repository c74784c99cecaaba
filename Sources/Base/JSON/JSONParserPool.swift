internal import CSimdJSON
internal import Synchronization

/// Parsers that are free. A parser is taken for the length of one ``withJSON(_:depthLimit:_:)`` and given back, so its
/// buffers are allocated once and not for every request.
private let freeParsers = Mutex<[ParserHandle]>([])

/// One of simdjson's parsers.
///
/// - Invariant: a handle is held by the pool or by one call, never by both; that is what makes sending it safe.
private struct ParserHandle: @unchecked Sendable {
    let parser: OpaquePointer
}

/// Larger buffers are freed rather than kept.
private let largestKeptCapacity = 4 << 20
private let mostKeptParsers = 8

/// Parses `bytes` and hands the document to `body` as a view into the parser's buffers.
///
/// Nothing is copied until `body` asks for a value; the view and all that comes from it must not leave `body`.
/// - Parameter depthLimit: How deep objects and arrays may nest.
/// - Throws: ``JSONError``, and whatever `body` throws.
package func withJSON<Result>(
    _ bytes: [UInt8], depthLimit: Int = 64, _ body: (JSONView) throws -> Result
) throws -> Result {
    let reused = freeParsers.withLock { $0.popLast() }
    guard let parser = reused?.parser ?? soundings_json_parser_create() else { throw JSONError(.noMemory) }
    defer { giveBack(parser) }

    var tape: UnsafePointer<UInt64>?
    var strings: UnsafePointer<UInt8>?
    let status = bytes.withUnsafeBufferPointer { buffer in
        soundings_json_parse(parser, buffer.baseAddress, buffer.count, max(1, depthLimit), &tape, &strings)
    }
    guard status == SOUNDINGS_JSON_OK.rawValue, let tape, let strings else {
        switch UInt32(bitPattern: status) {
        case SOUNDINGS_JSON_TOO_DEEP.rawValue: throw JSONError(.tooDeep)
        case SOUNDINGS_JSON_INVALID_UTF8.rawValue: throw JSONError(.invalidUTF8)
        case SOUNDINGS_JSON_NO_MEMORY.rawValue: throw JSONError(.noMemory)
        default: throw JSONError(.invalid)
        }
    }
    return try body(JSONView(tape: tape, strings: strings, index: 1))
}

private func giveBack(_ parser: OpaquePointer) {
    let kept =
        soundings_json_parser_capacity(parser) <= largestKeptCapacity
        && freeParsers.withLock { parsers in
            guard parsers.count < mostKeptParsers else { return false }
            parsers.append(ParserHandle(parser: parser))
            return true
        }
    if !kept { soundings_json_parser_destroy(parser) }
}
