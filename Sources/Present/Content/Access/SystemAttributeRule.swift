/// What the attributes that everybody has may say, since pages and programs go by them.
enum SystemAttributeRule {
    /// How thousands and decimals are parted, by Looker's words.
    private static let numberFormats = ["1,234.56", "1.234,56", "1 234,56"]

    /// What a value has to be, as the end of a sentence; `nil` for one that is fine.
    static func problem(with value: String, of name: String) -> String? {
        switch name {
        case "timezone" where !TimeZoneCheck.knows(value): "the name of a time zone, such as Europe/Berlin or UTC"
        case "locale" where !isLocale(value): "a language, with its country where that matters, such as en or pt_BR"
        case "number_format" where !numberFormats.contains(value):
            "one of " + numberFormats.map { "'\($0)'" }.joined(separator: ", ")
        default: nil
        }
    }

    private static func isLocale(_ value: String) -> Bool {
        value.wholeMatch(of: /[a-z]{2,3}(?:[_-][A-Za-z]{4})?(?:[_-][A-Z]{2})?/) != nil
    }
}
