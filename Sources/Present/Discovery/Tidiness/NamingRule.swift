import Foundation

/// A rule for the titles and descriptions of Looks and dashboards, so that people find what they look for.
package enum NamingRule: String, Sendable, CaseIterable {
    case copyOf = "copy-of"
    case blanks
    case lowerCaseStart = "lower-case-start"
    case shouting
    case fullStop = "full-stop"
    case dateInTitle = "date-in-title"
    case placeholder
    case tooLong = "too-long"
    case tooShort = "too-short"
    case duplicateTitle = "duplicate-title"
    case missingDescription = "missing-description"

    /// Why it matters, in a sentence.
    package var reason: String {
        switch self {
        case .copyOf: "A copy is a new thing: its title should say what is different about it."
        case .blanks: "Blanks at the ends, or several in a row, make titles that look alike differ."
        case .lowerCaseStart: "Titles begin with a capital letter."
        case .shouting: "Titles in capitals are hard to read."
        case .fullStop: "Titles don't end with a full stop."
        case .dateInTitle: "A date in a title is wrong as soon as the filter moves on; put it into the filter."
        case .placeholder: "The title says nothing about what is shown."
        case .tooLong: "Titles of more than \(NamingRule.longest) characters are cut off in lists."
        case .tooShort: "A title of less than three characters can't be found."
        case .duplicateTitle: "Two things of one title in one folder can't be told apart."
        case .missingDescription: "A description says what the numbers mean and who they are for."
        }
    }

    static let longest = 80

    /// What the title should be; `nil` where the rule holds.
    ///
    /// - Returns: The title that the rule suggests; the same title where a person has to think of one.
    func correction(of title: String) -> String? {
        switch self {
        case .copyOf: Self.withoutCopy(title)
        case .blanks: Self.tidy(title) == title ? nil : Self.tidy(title)
        case .lowerCaseStart: Self.capitalised(title)
        case .shouting: Self.quieter(title)
        case .fullStop: title.hasSuffix(".") && !title.hasSuffix("..") ? String(title.dropLast()) : nil
        case .dateInTitle: Self.withoutDate(title)
        case .placeholder: Self.placeholders.contains(Self.tidy(title).lowercased()) ? title : nil
        case .tooLong: title.count > Self.longest ? title : nil
        case .tooShort: Self.tidy(title).count < 3 ? title : nil
        case .duplicateTitle, .missingDescription: nil
        }
    }

    private static let placeholders: Set<String> = [
        "test", "tests", "untitled", "untitled dashboard", "new dashboard", "new look", "tmp", "temp", "asdf", "todo",
        "dashboard", "look", "my dashboard", "foo", "bar", "xxx",
    ]

    /// Without blanks at the ends and with one where there were several.
    static func tidy(_ title: String) -> String {
        title.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func withoutCopy(_ title: String) -> String? {
        var result = tidy(title)
        var changed = false
        while true {
            let lowered = result.lowercased()
            if lowered.hasPrefix("copy of ") {
                result = String(result.dropFirst("copy of ".count))
            } else if let ending = [" (copy)", " - copy", " copy"].first(where: lowered.hasSuffix) {
                result = String(result.dropLast(ending.count))
            } else if let bare = withoutNumber(result) {
                result = bare
            } else {
                break
            }
            changed = true
        }
        return changed && !result.isEmpty ? tidy(result) : changed ? title : nil
    }

    /// "Revenue (2)" → "Revenue", as programs number copies.
    private static func withoutNumber(_ title: String) -> String? {
        guard title.hasSuffix(")"), let open = title.lastIndex(of: "(") else { return nil }
        let inside = title[title.index(after: open)...].dropLast()
        guard !inside.isEmpty, inside.count <= 2, inside.allSatisfy(\.isNumber) else { return nil }
        return tidy(String(title[..<open]))
    }

    private static func capitalised(_ title: String) -> String? {
        let words = title.split(separator: " ", maxSplits: 1)
        guard let word = words.first, let first = word.first, first.isLetter, first.isLowercase else { return nil }
        // "iOS", "dbt_run", "p95" and the like are written as they are.
        guard word.dropFirst().allSatisfy({ $0.isLetter && $0.isLowercase || $0 == "-" }) else { return nil }
        return first.uppercased() + title.dropFirst()
    }

    /// Words of capitals of five letters and more, if the whole title is like that: "MAU" and "NPS" stay.
    private static func quieter(_ title: String) -> String? {
        let letters = title.filter(\.isLetter)
        guard letters.count >= 8, letters.allSatisfy(\.isUppercase) else { return nil }
        let words = title.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { place, word in
            word.count < 5
                ? (place == 0 || word.count > 3 ? capitalise(word) : String(word))
                : place == 0 ? capitalise(word) : word.lowercased()
        }
        return words.joined(separator: " ")
    }

    private static func capitalise(_ word: Substring) -> String {
        word.prefix(1).uppercased() + word.dropFirst().lowercased()
    }

    private static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ]

    /// Takes out `2024`, `2024-05`, `Q1 2024`, `FY25`, `May 2024`.
    private static func withoutDate(_ title: String) -> String? {
        var words = tidy(title).split(separator: " ").map(String.init)
        func bare(_ word: String) -> String {
            word.trimmingCharacters(in: CharacterSet(charactersIn: "()[],:–-")).lowercased()
        }
        func isYear(_ text: String) -> Bool {
            text.count == 4 && Int(text).map { (1990...2099).contains($0) } ?? false
        }
        func isDate(_ word: String) -> Bool {
            let text = bare(word)
            if isYear(text) { return true }
            if text.hasPrefix("fy"), text.count == 4, text.dropFirst(2).allSatisfy(\.isNumber) { return true }
            let parts = text.split(whereSeparator: { $0 == "-" || $0 == "/" || $0 == "." })
            return parts.count >= 2 && parts.allSatisfy { $0.allSatisfy(\.isNumber) }
                && parts.contains { isYear(String($0)) }
        }
        guard let place = words.firstIndex(where: isDate) else { return nil }
        words.remove(at: place)
        if place > 0 {
            let before = bare(words[place - 1])
            let isQuarter = before.count == 2 && before.hasPrefix("q") && "1234".contains(before.suffix(1))
            if months.contains(before) || isQuarter { words.remove(at: place - 1) }
        }
        while let last = words.last, bare(last).isEmpty || ["in", "of", "for", "since", "from"].contains(bare(last)) {
            words.removeLast()
        }
        let rest = words.joined(separator: " ").trimmingCharacters(in: CharacterSet(charactersIn: " ,:–-"))
        return rest.count >= 3 ? rest : title
    }
}
