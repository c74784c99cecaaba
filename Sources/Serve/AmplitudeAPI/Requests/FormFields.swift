internal import Foundation

/// The fields of a query string or a form (`application/x-www-form-urlencoded`), in their order. A field may be there
/// several times.
struct FormFields: Sendable {
    private(set) var fields: [(name: String, value: String)] = []

    init() {}

    /// - Parameter text: `a=1&b=two+words`, with percent encoding.
    init(_ text: some StringProtocol) {
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields.append((Self.decoded(parts[0]), parts.count == 2 ? Self.decoded(parts[1]) : ""))
        }
    }

    /// The last value of a field; an empty one counts as missing.
    subscript(name: String) -> String? {
        fields.last { $0.name == name && !$0.value.isEmpty }?.value
    }

    func all(_ name: String) -> [String] {
        fields.compactMap { $0.name == name && !$0.value.isEmpty ? $0.value : nil }
    }

    mutating func append(_ name: String, _ value: String) { fields.append((name, value)) }

    /// Spaces come as `+` too; what is no valid encoding stands for itself.
    private static func decoded(_ text: some StringProtocol) -> String {
        let spaced = text.replacingOccurrences(of: "+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }
}

extension FormFields {
    /// A whole number within bounds; `other` if it is missing.
    func integer(_ name: String, in bounds: ClosedRange<Int>, or other: Int) throws(AmplitudeFailure) -> Int {
        guard let text = self[name] else { return other }
        guard let number = Int(text), bounds.contains(number) else {
            throw .invalid(
                "\(name) is \"\(text.prefix(40))\"; it has to be a whole number from \(bounds.lowerBound) to \(bounds.upperBound)."
            )
        }
        return number
    }

    /// One of a few words; `other` if it is missing.
    func choice<Value>(
        _ name: String, _ known: [(String, Value)], or other: Value
    ) throws(AmplitudeFailure) -> Value {
        guard let text = self[name] else { return other }
        if let found = known.first(where: { $0.0 == text }) { return found.1 }
        throw .invalid(
            "\(name) is \"\(text.prefix(40))\"; there are \(known.map(\.0).joined(separator: ", ")).")
    }

    /// - Throws: ``AmplitudeFailure`` that names the field.
    func required(_ name: String) throws(AmplitudeFailure) -> String {
        guard let value = self[name] else { throw .invalid("\(name) is missing.") }
        return value
    }
}
