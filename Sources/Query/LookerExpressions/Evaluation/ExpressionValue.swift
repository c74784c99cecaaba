/// One value of a calculation.
///
/// Whole numbers and others compare by what they are worth: 3 and 3.0 are equal and hash alike.
package enum ExpressionValue: Sendable {
    case null
    case integer(Int64)
    /// Finite; what would not be is ``null``.
    case number(Double)
    case string(String)
    case yesNo(Bool)
    /// Microseconds of the wall clock since 1970-01-01 00:00, whatever the time zone.
    case date(Int64)
    indirect case list(ExpressionList)

    /// `value` if it is a number at all, else null: what JSON can carry and SQL would give.
    package static func finite(_ value: Double) -> ExpressionValue { value.isFinite ? .number(value) : .null }

    package var isNull: Bool {
        if case .null = self { return true }
        return false
    }

    /// Nil for whatever isn't a number.
    package var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// A whole number, of others what is before the point; nil for what isn't a number or is out of range.
    package var whole: Int64? {
        switch self {
        case .integer(let value): value
        case .number(let value): Int64(exactly: value.rounded(.towardZero))
        default: nil
        }
    }

    package var isYes: Bool {
        if case .yesNo(true) = self { return true }
        return false
    }

    /// A date, or text that writes one.
    var microseconds: Int64? {
        switch self {
        case .date(let value): value
        case .string(let text): CivilTime.parse(text)
        default: nil
        }
    }

    /// As `to_string` writes it: `12`, `0.5`, `2026-12-31` or `2026-12-31 23:59:59`, `Yes`; null as nothing.
    package var text: String {
        switch self {
        case .null: ""
        case .integer(let value): String(value)
        case .number(let value):
            // A whole result of a division reads as one; from here on there is an exponent.
            if value.magnitude < 1e16, let whole = Int64(exactly: value) { String(whole) } else { String(value) }
        case .string(let text): text
        case .yesNo(let yes): yes ? "Yes" : "No"
        case .date(let microseconds): CivilTime.text(microseconds)
        case .list(let list): list.elements.map(\.text).joined(separator: ", ")
        }
    }

    /// Which of two values of one type comes first: below 0, 0, above 0; nil if one is null or they have no order.
    static func order(_ left: ExpressionValue, _ right: ExpressionValue) -> Int? {
        switch (left, right) {
        case (.integer(let a), .integer(let b)): compare(a, b)
        case (.string(let a), .string(let b)): compare(a, b)
        case (.yesNo(let a), .yesNo(let b)): compare(a ? 1 : 0, b ? 1 : 0)
        case (.date, .date), (.date, .string), (.string, .date):
            if let a = left.microseconds, let b = right.microseconds { compare(a, b) } else { nil }
        default:
            if let a = left.double, let b = right.double { compare(a, b) } else { nil }
        }
    }

    /// By scalars, as databases compare; Swift takes an accent that is part of its letter and one that follows it for equal.
    private static func compare(_ left: String, _ right: String) -> Int {
        left.utf8.elementsEqual(right.utf8) ? 0 : left.utf8.lexicographicallyPrecedes(right.utf8) ? -1 : 1
    }

    private static func compare<T: Comparable>(_ left: T, _ right: T) -> Int {
        left < right ? -1 : left > right ? 1 : 0
    }
}

extension ExpressionValue: Hashable {
    package static func == (left: ExpressionValue, right: ExpressionValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.integer(let a), .integer(let b)): a == b
        case (.number(let a), .number(let b)): a == b
        case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Int64(exactly: b) == a
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.yesNo(let a), .yesNo(let b)): a == b
        case (.date(let a), .date(let b)): a == b
        case (.list(let a), .list(let b)): a == b
        default: false
        }
    }

    package func hash(into hasher: inout Hasher) {
        switch self {
        case .null: hasher.combine(0)
        case .integer(let value): hasher.combine(value)
        case .number(let value):
            if let whole = Int64(exactly: value) { hasher.combine(whole) } else { hasher.combine(value) }
        case .string(let text): hasher.combine(text)
        case .yesNo(let yes): hasher.combine(yes)
        case .date(let value): hasher.combine(value)
        case .list(let list): hasher.combine(list)
        }
    }
}

/// The values of a list, shared with the column they were cut from: `offset_list` over a long column makes as many lists as
/// there are rows, and copies none.
package struct ExpressionList: Sendable, Hashable {
    /// Nulls before the elements, where the list reaches out of the table above or on the left.
    let leading: Int
    let slice: ArraySlice<ExpressionValue>

    init(leading: Int = 0, _ slice: ArraySlice<ExpressionValue>) {
        self.leading = leading
        self.slice = slice
    }

    package init(_ elements: [ExpressionValue]) { self.init(elements[...]) }

    /// Without the nulls that stand for places outside of the table.
    package var elements: [ExpressionValue] { Array(slice) }

    /// - Parameter position: From 1; null where there is none.
    func element(_ position: Int64) -> ExpressionValue {
        let (index, overflow) = position.subtractingReportingOverflow(1 + Int64(leading))
        guard !overflow, index >= 0, index < slice.count else { return .null }
        return slice[slice.startIndex + Int(index)]
    }
}
