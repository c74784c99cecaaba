internal import LookML

/// Names in small letters and digits, words joined by one underscore, the first character a letter.
enum SnakeCaseRule {
    static func problems(of explore: Explore) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        func check(_ name: String, _ what: String, at location: SourceLocation) {
            guard !isSnakeCase(name) else { return }
            problems.append(
                Diagnostic(
                    code: ProjectRule.snakeCase.rawValue, severity: .warning,
                    message: "The name of the \(what) `\(name)` is not in snake case.", location: location,
                    suggestion: snakeCase(name)))
        }
        check(explore.name, "explore", at: explore.location)
        for view in explore.views where view.alias != explore.name {
            guard let join = view.join else { continue }
            check(view.alias, "join", at: join.location)
        }
        for field in explore.fields + Array(explore.supportingFields.values) {
            // Members of a group are named by what the author called it, and by the timeframe.
            let name = field.dimensionGroup.map { String($0.drop { $0 != "." }.dropFirst()) } ?? field.shortName
            // Capitals in the names of fields are always told: `name-style`.
            guard !name.contains(where: \.isUppercase) else { continue }
            check(name, "field", at: field.location)
        }
        return problems
    }

    static func isSnakeCase(_ name: String) -> Bool {
        guard let first = name.utf8.first, isSmallLetter(first), name.utf8.last != underscore else { return false }
        var previous: UInt8 = 0
        for byte in name.utf8 {
            guard isSmallLetter(byte) || isDigit(byte) || (byte == underscore && previous != underscore) else {
                return false
            }
            previous = byte
        }
        return true
    }

    /// `orderItems` → `order_items`, `HTTPStatus` → `http_status`; `nil` when nothing is left.
    static func snakeCase(_ name: String) -> String? {
        let characters = Array(name)
        var result = ""
        for (place, character) in characters.enumerated() {
            guard character.isASCII, character.isLetter || character.isNumber else {
                if !result.isEmpty, result.last != "_" { result.append("_") }
                continue
            }
            let next = place + 1 < characters.count ? characters[place + 1] : nil
            let previous = place > 0 ? characters[place - 1] : nil
            let beginsWord =
                character.isUppercase && !result.isEmpty && result.last != "_"
                && (previous?.isUppercase == false || next?.isLowercase == true)
            if beginsWord { result.append("_") }
            result += character.lowercased()
        }
        while result.last == "_" { result.removeLast() }
        while let first = result.first, !first.isLetter { result.removeFirst() }
        return result.isEmpty ? nil : result
    }

    private static let underscore = UInt8(ascii: "_")
    private static func isSmallLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
