/// The browser that a user agent names.
struct Browser {
    var name: String
    var version: String?

    /// `nil` for what is no known browser.
    init?(userAgent: String) {
        var versions: [Substring: Substring] = [:]
        for product in userAgent.prefix(1024).split(separator: " ") {
            guard let slash = product.firstIndex(of: "/") else { continue }
            versions[product[..<slash]] = product[product.index(after: slash)...]
        }
        guard let known = Self.products.first(where: { versions[Substring($0.product)] != nil }) else { return nil }
        name = known.name
        // What stands behind Safari's own name is the version of its engine.
        let text = versions[known.name == "Safari" ? "Version" : Substring(known.product)] ?? ""
        let digits = text.prefix { $0 == "." || ("0"..."9").contains($0) }
        version = digits.isEmpty ? nil : String(digits)
    }

    /// Browsers also name those that they want to be taken for, so what is built on another comes before it.
    private static let products: [(product: String, name: String)] = [
        ("Edg", "Edge"), ("EdgA", "Edge"), ("EdgiOS", "Edge"), ("Edge", "Edge"), ("OPR", "Opera"), ("OPiOS", "Opera"),
        ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Chrome", "Chrome"), ("Safari", "Safari"),
    ]
}
