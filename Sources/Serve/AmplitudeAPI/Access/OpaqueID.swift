internal import Foundation
internal import JSON

/// An id that says all about a request that was accepted, so that nothing needs to be kept of it.
enum OpaqueID {
    /// Letters, digits, `-` and `_`.
    static func encoded(_ value: JSONValue) -> String {
        Data(value.serialized()).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_")
            .replacing("=", with: "")
    }

    /// - Returns: `nil` for what ``encoded(_:)`` did not make.
    static func decoded(_ id: String) -> JSONValue? {
        let base = id.replacing("-", with: "+").replacing("_", with: "/")
        let padded = base + String(repeating: "=", count: (4 - base.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).flatMap { try? JSONValue.parse(Array($0)) }
    }
}
