internal import Compression
internal import JSON

/// Why a body could not be read at all.
enum BodyProblem: Error {
    case tooLarge
    case damagedEncoding
    case unknownEncoding
}

/// The body of a collection request. Its content type says nothing: browsers send JSON as plain text, as a form or with
/// no type, so that no preflight is needed. What it is shows in its first bytes.
enum RequestBody {
    /// The bytes after content-decoding: unpacked when the header or the first bytes say gzip.
    static func decoded(_ request: IngestionRequest, largest: Int) throws(BodyProblem) -> [UInt8] {
        guard request.body.count <= largest else { throw .tooLarge }
        let encoding = (request.headers["content-encoding"] ?? "").lowercased()
        let isCompressed = Gzip.isCompressed(request.body)
        switch encoding {
        case "", "identity": break
        case "gzip", "x-gzip": guard isCompressed || request.body.isEmpty else { throw .damagedEncoding }
        default: throw .unknownEncoding
        }
        guard isCompressed else { return request.body }
        let body: [UInt8]
        do {
            body = try Gzip.inflated(request.body, largest: largest)
        } catch .tooLarge {
            throw .tooLarge
        } catch {
            throw .damagedEncoding
        }
        // One layer only: a second one is how a bomb gets round the ratio.
        if Gzip.isCompressed(body) { throw .unknownEncoding }
        return body
    }

    /// Parses the JSON in a body. Numbers that JSON can't hold become null, or the nearest that it can: one of them must
    /// not lose the batch.
    /// - Throws: ``JSONError``, and whatever `read` throws.
    static func withValue<Result>(in body: [UInt8], _ read: (JSONView) throws -> Result) throws -> Result {
        let bytes = json(in: body)
        do {
            return try withJSON(bytes, read)
        } catch let error as JSONError where error.code == .invalid {
            guard let repaired = LenientNumbers.repaired(bytes) else { throw error }
            return try withJSON(repaired, read)
        }
    }

    /// The JSON in a body: the body itself, or the `data` of a form, as text or in base64.
    static func json(in body: [UInt8]) -> [UInt8] {
        guard let first = body.first(where: { !isBlank($0) }), first != UInt8(ascii: "{"), first != UInt8(ascii: "["),
            body.starts(with: "data=".utf8) || body.contains(UInt8(ascii: "&"))
        else { return body }
        let form = FormFields(body)
        guard let data = form.bytes("data") else { return body }
        if let first = data.first(where: { !isBlank($0) }), first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            return data
        }
        return Base64.decoded(data) ?? body
    }

    static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
