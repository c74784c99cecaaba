/// The address of an explore's page in Looker's form: `/explore/model/explore?fields=a.b,c.d&f[a.b]=expression&limit=500`.
struct ExploreURL {
    /// Rows of a query that does not say how many.
    static let usualLimit = 500

    var model: String
    var explore: String
    var fields: [String]
    /// Each field once; in this order.
    var filters: [(field: String, expression: String)] = []
    var sorts: [String] = []
    var pivots: [String] = []
    var limit: Int
    /// `nil` is the project's.
    var timezone: String?

    var path: String {
        var text = "/explore/\(Self.encoded(model))/\(Self.encoded(explore))?fields=\(Self.list(fields))"
        for (field, expression) in filters {
            text += "&f[\(Self.encoded(field))]=\(Self.encoded(expression))"
        }
        if !sorts.isEmpty { text += "&sorts=\(Self.list(sorts))" }
        if !pivots.isEmpty { text += "&pivots=\(Self.list(pivots))" }
        if let timezone { text += "&query_timezone=\(Self.encoded(timezone))" }
        return text + "&limit=\(limit)"
    }

    private static func list(_ names: [String]) -> String { names.map(encoded).joined(separator: ",") }

    /// Percent-encoded but for the characters that mean nothing anywhere in a URL.
    private static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
