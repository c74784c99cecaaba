/// Everything that can stand after `|`.
enum LiquidFilter: String, CaseIterable, Sendable {
    // Text
    case append, prepend, capitalize, upcase, downcase, replace, remove, split, slice, strip, lstrip, rstrip, truncate
    case replaceFirst = "replace_first"
    case replaceLast = "replace_last"
    case removeFirst = "remove_first"
    case removeLast = "remove_last"
    case stripNewlines = "strip_newlines"
    case stripHTML = "strip_html"
    case truncateWords = "truncatewords"
    case newlineToBreak = "newline_to_br"
    // Places
    case escape, h
    case escapeOnce = "escape_once"
    case urlEncode = "url_encode"
    case urlDecode = "url_decode"
    case encodeURI = "encode_uri"
    case encodeURL = "encode_url"
    // Lists
    case join, first, last, size, concat, reverse, sort, uniq, map, `where`, reject, compact, sum
    case sortNatural = "sort_natural"
    // Numbers
    case plus, minus, times, modulo, round, ceil, floor, abs
    case dividedBy = "divided_by"
    case atLeast = "at_least"
    case atMost = "at_most"
    // The rest
    case date, `default`, localize
    case sqlQuote = "sql_quote"
    case sqlBoolean = "sql_boolean"
    case sqlNull = "sql_null"
    case filterableValue = "filterable_value"

    /// How many arguments it takes.
    var arguments: ClosedRange<Int> {
        switch self {
        case .replace, .replaceFirst, .replaceLast: 1...2
        case .append, .prepend, .remove, .removeFirst, .removeLast, .split, .concat, .map, .plus, .minus, .times,
            .dividedBy, .modulo, .atLeast, .atMost:
            1...1
        case .slice, .where, .reject: 1...2
        case .date: 1...1
        case .truncate, .truncateWords: 0...2
        case .join, .sort, .sortNatural, .uniq, .compact, .sum, .round, .default: 0...1
        default: 0...0
        }
    }

    /// The names of its options.
    var options: Set<String> { self == .default ? ["allow_false"] : [] }
}

/// A value on its way through a filter.
struct LiquidFilterInput {
    let value: LiquidValue
    let arguments: [LiquidValue]
    let options: [String: LiquidValue]

    var cost: Int { arguments.reduce(value.cost) { $0 + $1.cost } }

    /// The value as text.
    var text: LiquidText { value.written }

    func argument(_ index: Int) -> LiquidValue? { arguments.indices.contains(index) ? arguments[index] : nil }

    func text(_ index: Int) -> LiquidText { argument(index)?.written ?? LiquidText() }

    func integer(_ index: Int, or other: Int) -> Int {
        guard let number = argument(index)?.number else { return other }
        return number.floor.integer ?? (number > LiquidNumber(0) ? .max : .min)
    }

    func filtered(by filter: LiquidFilter, in context: some LiquidContext) throws(LiquidRefusal) -> LiquidValue {
        switch filter {
        case .append: .text(try joined(text, text(0)))
        case .prepend: .text(try joined(text(0), text))
        case .capitalize: .text(capitalized)
        case .upcase: .text(text.mapped { $0.uppercased() })
        case .downcase: .text(text.mapped { $0.lowercased() })
        case .replace, .remove: .text(try replacing(.all))
        case .replaceFirst, .removeFirst: .text(try replacing(.first))
        case .replaceLast, .removeLast: .text(try replacing(.last))
        case .split: .list(try split)
        case .slice: try sliced
        case .strip: .text(stripped(start: true, end: true))
        case .lstrip: .text(stripped(start: true, end: false))
        case .rstrip: .text(stripped(start: false, end: true))
        case .truncate: .text(truncated)
        case .truncateWords: .text(truncatedWords)
        case .stripNewlines: .text(withoutNewlines)
        case .stripHTML: .text(withoutMarkup)
        case .newlineToBreak: .text(try withBreaks)

        case .escape, .h: .text(text.encoded(as: .html) { LiquidEncoding.html($0.text) })
        case .escapeOnce: .text(text.encoded(as: .html) { LiquidEncoding.htmlOnce($0.text) })
        case .urlEncode: .text(text.encoded(as: .url) { LiquidEncoding.percent($0.text, blank: "+") })
        case .encodeURI, .encodeURL: .text(text.encoded(as: .url) { LiquidEncoding.percent($0.text, blank: "%20") })
        case .urlDecode: .text(text.mapped { LiquidPlaceholders.removed(from: LiquidEncoding.percentDecoded($0)) })

        case .join: .text(try joinedElements)
        case .first: value.member("first") ?? .null
        case .last: value.member("last") ?? .null
        case .size: value.member("size") ?? .integer(0)
        case .concat: .list(try concatenated)
        case .reverse: .list(try elements.reversed())
        case .sort: .list(try sorted { LiquidComparison.order($0, $1) })
        case .sortNatural:
            .list(try sorted { LiquidComparison.order($0.written.text.lowercased(), $1.written.text.lowercased()) })
        case .uniq: .list(try unique)
        case .map: .list(try mapped)
        case .where: .list(try selected(true))
        case .reject: .list(try selected(false))
        case .compact: .list(try compacted)
        case .sum: try sum

        case .plus: try calculated { $0.adding($1) }
        case .minus: try calculated { $0.subtracting($1) }
        case .times: try calculated { $0.multiplied(by: $1) }
        case .dividedBy: try calculated(isDivision: true) { $0.divided(by: $1) }
        case .modulo: try calculated(isDivision: true) { $0.modulo($1) }
        case .atLeast: try calculated { max($0, $1) }
        case .atMost: try calculated { min($0, $1) }
        case .abs: .number(number.magnitude)
        case .ceil: .number(number.ceiling)
        case .floor: .number(number.floor)
        case .round: .number(number.rounded(digits: integer(0, or: 0)))

        case .date: .text(LiquidDate.formatted(text, as: text(0), now: context.now))
        case .default: try defaulted
        case .localize: .text(localized(in: context))
        case .sqlQuote: .text(try quoted(in: context))
        case .sqlBoolean: .author(isYes ? "TRUE" : "FALSE")
        case .sqlNull: value.isBlank ? .author("NULL") : value
        case .filterableValue:
            .text(text.encoded(as: .url) { LiquidEncoding.percent(FilterWriter.exact($0.text), blank: "%20") })
        }
    }
}
