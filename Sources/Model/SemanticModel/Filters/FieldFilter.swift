/// A filter expression, parsed for the type of its field. Nothing is left of the text: what
/// could not be parsed was an error before.
package enum FieldFilter: Sendable, Equatable {
    /// Empty expression: any value.
    case any
    case string(StringFilter)
    case number(NumberFilter)
    case boolean(BooleanFilter)
    case date(DateFilter)
    case location(LocationFilter)
}

/// Terms that say what the text is are OR-ed, terms that say what it is not are AND-ed on top.
package struct StringFilter: Sendable, Equatable {
    package enum Term: Sendable, Equatable {
        case equals(String)
        /// A pattern with its pieces: literal text, `%` and `_`.
        case matches([PatternPiece])
        case isNull
        /// NULL or no characters.
        case isEmpty
    }
    package enum PatternPiece: Sendable, Equatable { case text(String), anyRun, anyOne }

    package var including: [Term]
    package var excluding: [Term]

    package init(including: [Term], excluding: [Term]) {
        self.including = including
        self.excluding = excluding
    }
}

/// Numbers are kept as their exact digits, already checked.
package struct NumberFilter: Sendable, Equatable {
    package struct Bound: Sendable, Equatable {
        package var digits: String
        package var inclusive: Bool

        package init(digits: String, inclusive: Bool) {
            self.digits = digits
            self.inclusive = inclusive
        }
    }
    package enum Term: Sendable, Equatable {
        case equals(String)
        /// Either end may be open.
        case range(lower: Bound?, upper: Bound?)
        case isNull
    }

    package var including: [Term]
    package var excluding: [Term]

    package init(including: [Term], excluding: [Term]) {
        self.including = including
        self.excluding = excluding
    }
}

package enum BooleanFilter: Sendable, Equatable { case yes, no, isNull, isNotNull }

/// Half-open intervals in the query's time zone; each is OR-ed.
package struct DateFilter: Sendable, Equatable {
    package enum Term: Sendable, Equatable {
        /// `[start, end)`; `nil` is open. Microseconds since 1970-01-01 00:00:00 of the *query's* zone's wall clock.
        case interval(start: Int64?, end: Int64?)
        case isNull
        case isNotNull
    }

    package var terms: [Term]
    /// The terms as they were written, for sentences and for writing the filter back. Empty when the filter was made
    /// from intervals. Its count may differ from that of `terms`: an excluded day leaves what is before and after it.
    package var forms: [DateTerm]

    package init(terms: [Term], forms: [DateTerm] = []) {
        self.terms = terms
        self.forms = forms
    }
}

/// What a date filter needs to know to turn "3 days" into an interval.
package struct FilterClock: Sendable, Equatable {
    /// The start of the query as wall-clock microseconds since 1970-01-01 00:00:00 in the query's zone.
    package var now: Int64
    package var weekStartDay: WeekDay
    package var fiscalMonthOffset: Int

    package init(now: Int64, weekStartDay: WeekDay = .monday, fiscalMonthOffset: Int = 0) {
        self.now = now
        self.weekStartDay = weekStartDay
        self.fiscalMonthOffset = fiscalMonthOffset
    }
}

/// Why a filter expression can't be read.
package struct FilterExpressionError: Error, Sendable, Equatable {
    package var message: String
    /// Offset of the offending text in the expression, in Unicode scalars from 0.
    package var offset: Int

    package init(message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }
}
