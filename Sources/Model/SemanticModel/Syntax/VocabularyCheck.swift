internal import LookML

/// Compares a file with the vocabulary: unknown and unsupported parameters, repeated ones, values of the wrong kind.
struct VocabularyCheck {
    private let problems: ProblemList
    /// Uses of parameters that have no effect yet, by kind of block and name: one report for each file.
    private var unsupported: [String: (parameter: LookMLParameter, first: SourceLocation, uses: Int)] = [:]

    static func check(_ document: LookMLDocument, isManifest: Bool, problems: ProblemList) {
        var check = VocabularyCheck(problems: problems)
        check.check(document.items, against: .of(isManifest ? "manifest" : "file"))
        check.reportUnsupported()
    }

    private init(problems: ProblemList) { self.problems = problems }

    private mutating func check(_ items: [LookMLItem], against vocabulary: Vocabulary) {
        /// The marks of the parameters before.
        var seen: UInt128 = 0
        for place in items.indices {
            let item = items[place]
            let key = item.name
            guard let entry = vocabulary.parameters[key] else {
                problems.report(
                    "unknown-parameter", .warning,
                    "\(Self.place(vocabulary)) has no parameter `\(key)`; it is ignored.",
                    at: item.location, suggestion: Suggestion.nearest(to: key, in: vocabulary.parameters.keys))
                continue
            }
            if !entry.parameter.repeats {
                if seen & entry.mark != 0, let earlier = items[..<place].last(where: { $0.name == key }) {
                    problems.report(
                        "repeated-parameter", .warning,
                        "`\(key)` was given before, in line \(earlier.location.line); the last one counts.",
                        at: item.location)
                }
                seen |= entry.mark
            }
            if entry.parameter.support != .full {
                unsupported[vocabulary.name + "." + key, default: (entry.parameter, item.location, 0)].uses += 1
            }
            check(item, entry.parameter.shape)
        }
    }

    private static func place(_ vocabulary: Vocabulary) -> String {
        vocabulary.name == "file" ? "A model" : "`\(vocabulary.name)`"
    }

    private mutating func check(_ item: LookMLItem, _ shape: Vocabulary.Shape) {
        switch shape {
        case .any: break
        case .block(let object):
            if case .block(let block) = item.value {
                check(block.items, against: .of(object))
            } else {
                wrongType(item, "is a block: `\(item.key.value): { … }`")
            }
        case .list, .filters:
            if case .block(let block) = item.value {
                guard case .filters = shape else { return wrongType(item, "is a list: `[a, b]`") }
                check(block.items, against: .of("filters"))
            }
        case .text, .expression:
            guard let token = item.value.token else { return wrongType(item, "takes one text") }
            checkLiquid(token)
        case .flag: checkFlag(item)
        case .number:
            if item.value.token.flatMap({ Double($0.value.filter { $0 != " " }) }) == nil {
                wrongType(item, "takes a number")
            }
        case .duration:
            guard let token = item.value.token else { return wrongType(item, "takes a duration: \"24 hours\"") }
            if DurationText.seconds(token.value) == nil {
                wrongType(item, "takes a duration: \"24 hours\"", at: token.location)
            }
        case .choice(let values):
            guard let token = item.value.token else { return wrongType(item, "takes one of: \(Self.list(values))") }
            if !values.contains(token.value) {
                wrongType(
                    item, "takes one of: \(Self.list(values))", at: token.location,
                    suggestion: Suggestion.nearest(to: token.value, in: values))
            }
        }
    }

    /// Whether the Liquid in a text can be read; whether its names mean something is known once a query is asked.
    private func checkLiquid(_ token: LookMLToken) {
        guard LiquidTemplate.isIn(token.value) else { return }
        do {
            _ = try LiquidTemplate.parse(token.value)
        } catch {
            var location = token.location
            for scalar in token.value.unicodeScalars.prefix(error.offset) {
                TextPosition.advance(&location, over: scalar)
            }
            problems.report(
                "bad-liquid", .warning, "This Liquid can't be read: \(error.message)", at: location,
                suggestion: error.suggestion)
        }
    }

    private func checkFlag(_ item: LookMLItem) {
        guard let token = item.value.token else { return wrongType(item, "takes yes or no") }
        switch token.value {
        case "yes", "no": break
        case let value where ["true", "yes"].contains(value.lowercased()): odd(item, token, "yes")
        case let value where ["false", "no"].contains(value.lowercased()): odd(item, token, "no")
        default: wrongType(item, "takes yes or no", at: token.location)
        }
    }

    private func odd(_ item: LookMLItem, _ token: LookMLToken, _ usual: String) {
        problems.report(
            "wrong-type", .warning, "`\(item.key.value)` takes yes or no; `\(token.value)` is read as \(usual).",
            at: token.location, suggestion: usual)
    }

    private func wrongType(
        _ item: LookMLItem, _ expectation: String, at location: SourceLocation? = nil, suggestion: String? = nil
    ) {
        problems.report(
            "wrong-type", "`\(item.key.value)` \(expectation).", at: location ?? item.location, suggestion: suggestion)
    }

    private static func list(_ values: [String]) -> String { values.joined(separator: ", ") }

    private func reportUnsupported() {
        for use in unsupported.values {
            let others = use.uses > 1 ? " It occurs \(use.uses) times in this file." : ""
            let note = use.parameter.note.isEmpty ? "" : " (\(use.parameter.note))"
            let what = "`\(use.parameter.name)` (\(use.parameter.object)) is LookML"
            problems.report(
                "unsupported-parameter", .warning,
                use.parameter.support == .kept
                    ? "\(what); it is read and kept, but has no effect here yet\(note).\(others)"
                    : "\(what), but has no effect here\(note).\(others)",
                at: use.first)
        }
    }
}
