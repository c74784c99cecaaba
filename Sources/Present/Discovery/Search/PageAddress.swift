/// Addresses of pages, percent-encoded but for what means nothing anywhere in a URL.
enum PageAddress {
    static func look(_ id: String) -> String { "/looks/" + encoded(id) }

    static func dashboard(_ id: String, filters: [(name: String, expression: String)] = []) -> String {
        "/dashboards/\(encoded(id))" + query(filters.map { ($0.name, $0.expression) })
    }

    static func explore(_ model: String, _ explore: String, fields: [String], filters: [(String, String)] = [])
        -> String
    {
        let asked = fields.isEmpty ? [] : [("fields", fields.joined(separator: ","))]
        return "/explore/\(encoded(model))/\(encoded(explore))" + query(asked + filters.map { ("f[\($0.0)]", $0.1) })
    }

    private static func query(_ parameters: [(String, String)]) -> String {
        parameters.isEmpty
            ? "" : "?" + parameters.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
    }

    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"), UInt8(ascii: ","):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0\(digits)" : "%\(digits)"
            }
        }
        return result
    }
}
